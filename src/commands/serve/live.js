// Keeps an open page of the preview as it would be now. The server sends this script; it is no part of the site.
(() => {
	// A page inside another is kept alive with that one.
	if (window.top !== window) return;
	const { page, now, gone } = document.currentScript.dataset;
	const KEPT = "_live";

	// Where the reader was before the page was loaded anew.
	try {
		const kept = JSON.parse(sessionStorage.getItem(KEPT));
		sessionStorage.removeItem(KEPT);
		if (kept?.href === location.href) {
			const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
			back();
			addEventListener("load", back, { once: true });
		}
	} catch { /* a browser that keeps nothing */ }

	const reload = () => {
		close();
		try {
			sessionStorage.setItem(KEPT, JSON.stringify({ href: location.href, x: scrollX, y: scrollY }));
		} catch { /* the page begins at its top */ }
		location.reload();
	};

	// site.0123456789.css is another edition of site.abcdef0123.css.
	const plain = (url) => new URL(url, location.href).pathname.replace(/\.[0-9a-f]{10}\.css$/, "");
	const dress = (sheets) => {
		for (const old of document.querySelectorAll("link[rel=stylesheet]")) {
			const href = sheets.find((sheet) => plain(sheet) === plain(old.href));
			if (!href || new URL(href, location.href).href === old.href || old.dataset.going) continue;
			old.dataset.going = "1";
			const fresh = old.cloneNode();
			delete fresh.dataset.going;
			fresh.href = href;
			// Both for a moment: a page without any sheet would jump.
			fresh.onload = fresh.onerror = () => old.remove();
			old.after(fresh);
		}
	};

	let board;
	const element = (name, text, parts = []) => {
		const made = document.createElement(name);
		if (text) made.textContent = text;
		made.append(...parts);
		return made;
	};
	const show = ({ title, text, more, fold, desk, problems }) => {
		if (!title) {
			board?.remove();
			board = undefined;
			return;
		}
		const wasOpen = board?.shadowRoot.querySelector("details").open ?? true;
		board?.remove();
		board = element("bangvang-live");
		const sheet = element("link");
		sheet.rel = "stylesheet";
		sheet.href = "/_live/live.css";
		const item = ({ place, says, hint }) => {
			const parts = [element("code", place), element("p", says)];
			if (hint) parts.push(element("p", `→ ${hint}`));
			return element("li", "", parts);
		};
		const details = element("details", "", [
			element("summary", title),
			...(text ? [element("p", text)] : []),
			element("ol", "", (problems ?? []).map(item)),
			...(more ? [element("p", more)] : []),
			...(desk ? [element("p", "", [Object.assign(element("a", desk.label), { href: desk.href })])] : []),
		]);
		details.open = wasOpen;
		if (fold) details.firstChild.title = fold;
		const section = element("section", "", [details]);
		section.setAttribute("role", "alert");
		section.setAttribute("aria-label", title);
		board.attachShadow({ mode: "open" }).append(sheet, section);
		document.body.append(board);
	};

	// A preview that does not answer for so long has been stopped: its pages are not those of the files any more.
	const PATIENCE = 5000;
	let waiting;
	const answered = () => {
		clearTimeout(waiting);
		waiting = undefined;
	};

	let stream;
	const close = () => {
		stream?.close();
		stream = undefined;
	};
	// A browser holds six connections to a server: a page nobody looks at gives its own back.
	const listen = () => {
		close();
		if (document.hidden) return answered();
		const question = new URLSearchParams({ path: location.pathname + location.search, page, now });
		stream = new EventSource(`/_live/news?${question}`);
		stream.addEventListener("reload", reload);
		stream.addEventListener("sheets", ({ data }) => dress(JSON.parse(data)));
		// Where too many listen, one more is told to come later, and the browser alone would not.
		stream.addEventListener("open", answered);
		stream.addEventListener("error", () => {
			waiting ??= setTimeout(() => show({ title: gone }), PATIENCE);
			if (stream?.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
		});
		stream.addEventListener("problems", ({ data }) => show(JSON.parse(data)));
	};
	addEventListener("visibilitychange", listen);
	addEventListener("pagehide", close);
	addEventListener("pageshow", ({ persisted }) => persisted && listen());
	listen();
})();

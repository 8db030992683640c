// The rule of tests/suite/search/rule.rs.
const [form, index, hits] = document.querySelectorAll(".search, .all, .hits");
const { q, said } = form;

// Words between spaces, letters before marks.
const key = (text) => ` ${text} `.replace(/['’‘ʼ`]|\p{Cf}/gu, "").normalize("NFKD").toLowerCase()
	.replace(/[đðɖ]/g, "d\u0335").replace(/[^\p{L}\p{N}\p{M}]+/gu, " ");

// A query word as spelled (0), by the rule (1), begun (2); tones may sit anywhere.
const pattern = (word, kind) => {
	const tone = word.match(/[\u0300\u0301\u0303\u0309\u0323]/) || "";
	const bare = word.replace(/[^\P{M}\u0302\u0306\u031b\u0335]/gu, "");
	const open = (text) => `(?=\\S*${tone})` + text.replace(/./gu, kind ? "$&\\p{M}*" : `$&[${tone}]*`);
	const whole = open(kind ? bare.replace(/^([smltkh]|qu)[iy]$/, "$1#") : bare).replace("#", "[iy]");
	return kind > 1 ? `(?:${whole}|${open(bare)}\\S*)` : whole;
};

// A text: name, line end, rest. Earlier patterns rank higher.
const find = (all, query) => {
	const fit = (kind) => query.map((word, at) => pattern(word, query[at + 1] ? kind && 1 : kind));
	const runs = [0, 1, 2].map((kind) => ` ${fit(kind).join(" ")} `);
	const words = (any) => "^" + fit(2).map((word) => `(?=${any}* ${word} )`).join("");
	const ranks = [...runs.flatMap((run) => [`^${run}\n`, run + "\n", run + ".*\n"]), words("."), runs[2], words("[^]")]
		.map((rank) => RegExp(rank, "u"));
	return [...new Set(ranks.flatMap((rank) => all.filter(({ text }) => rank.test(text))))].map(({ item, own }) => {
		item.dataset.words = own.filter((text) => ranks[11].test(key(text))).join(" · ");
		return item.cloneNode(true);
	});
};

let people, timer;
const load = () => people ??= (async () => {
	const { file } = index.dataset, more = file && await fetch(file).then((r) => r.json()).catch(() => 0);
	return [...index.querySelectorAll(".index li")].map((item, at) => {
		const own = more ? more.honorees[at].map((n) => more.words[n]) : item.dataset.words?.split(" · ") || [];
		return { item, own, text: [...item.children].map((e) => key(e.textContent)).join("\n") + own.map(key).join("") };
	});
})();

const show = async () => {
	const all = await load(), query = key(q.value).match(/\S+/g);
	let found = [];
	const say = !query ? "" : (found = find(all, query))[0] ? "found"
		: (found = find(all, query.map((word) => word.replace(/\p{M}/gu, ""))))[0] ? "near" : "none";
	said.value = say && said.dataset[say].replace("{n}", found.length);
	index.hidden = say;
	hits.replaceChildren(...found);
	history.replaceState(0, "", say ? "?q=" + encodeURIComponent(q.value) : location.pathname);
};

form.hidden = 0;
q.onfocus = load;
q.oninput = () => { clearTimeout(timer); timer = setTimeout(show, 150); };
q.onkeydown = ({ code }) => { if (code == "Escape") show(q.value = ""); };
form.onsubmit = () => !show().then(() => (hits.focus(), form.scrollIntoView()));
const asked = new URL(location).searchParams.get("q");
if (asked != null) { q.value = asked.slice(0, 100); asked || q.focus(); show(); }

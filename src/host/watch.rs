//! Tells when files of a project change: by the system's own notices, or by looking again and again where none come.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Config, ErrorKind, Event, EventKindMask, RecommendedWatcher, RecursiveMode, Watcher};

/// One save is several notices: it is over when none came for so long, and is not waited for longer than
/// `PATIENCE`.
const QUIET: Duration = Duration::from_millis(8);
const PATIENCE: Duration = Duration::from_millis(200);

/// So often the folders themselves are looked at: one that is moved away takes its notices with it. A new
/// folder is looked into once more after the same time, for what was put in before its notices began.
const ROUND: Duration = Duration::from_secs(1);

/// Nobody waits longer than this for what they saved, however long it takes to look.
const PAUSE: Duration = Duration::from_secs(5);

/// What may have changed.
pub(crate) enum Changed {
    /// What lies at these places or below them, from the top of the project.
    At(BTreeSet<PathBuf>),
    /// Anything.
    Anywhere,
}

type Notices = Receiver<notify::Result<Event>>;

/// Watches these folders of `root` and tells what changes in them, until the process ends; `tell` says how long it looked
/// through them. `poll` looks again and again instead of waiting for notices, as for a folder on another computer, of which
/// none come.
pub(crate) fn watch(
    root: &Path,
    folders: &[&str],
    poll: bool,
    mut tell: impl FnMut(Changed) -> Duration,
) -> ! {
    // The system names what has changed from its true top.
    let root = &root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    let mut may_listen = !poll;
    loop {
        let before = identities(root, folders);
        match (may_listen && !is_remote(root)).then(|| listen(root, folders)) {
            Some(Ok((_watcher, notices))) => {
                // What happened between two watchers nobody told.
                tell(Changed::Anywhere);
                attend(&notices, root, folders, &before, &mut tell);
                continue;
            }
            // Folders on a stick that was pulled out come back. Where the system grants no more watches, to ask again and
            // again would take them from others.
            Some(Err(error)) => may_listen = !matches!(error.kind, ErrorKind::MaxFilesWatch),
            None => {}
        }
        let looked = tell(Changed::Anywhere);
        // Looking through a large folder takes its time: most of it stays for other work, but nobody waits for long.
        std::thread::sleep((looked * 9).clamp(ROUND, PAUSE));
    }
}

/// Tells of every change as long as the folders are those they were `before`, and nothing is lost.
fn attend(
    notices: &Notices,
    root: &Path,
    folders: &[&str],
    before: &[Option<Identity>],
    tell: &mut impl FnMut(Changed) -> Duration,
) {
    let mut new_folders = BTreeSet::new();
    while before == identities(root, folders) {
        let changed = match hear(notices, root, folders) {
            Heard::Nothing if new_folders.is_empty() => continue,
            Heard::Nothing => Changed::At(std::mem::take(&mut new_folders)),
            Heard::Lost => return,
            Heard::Places(places) => {
                new_folders.extend(places.iter().filter(|place| root.join(place).is_dir()).cloned());
                Changed::At(places)
            }
        };
        tell(changed);
    }
}

/// What is news: to look at a file does not change it, and to have written it does. Of a very large board our own looking
/// would be more than the system can keep, and what it cannot keep makes us look again.
const NEWS: EventKindMask = EventKindMask::CORE.union(EventKindMask::ACCESS_CLOSE);

/// Listens to the system's notices of everything in these folders.
///
/// # Errors
/// Something in them cannot be listened to, and would change unseen.
fn listen(root: &Path, folders: &[&str]) -> notify::Result<(RecommendedWatcher, Notices)> {
    let (send, notices) = channel();
    let mut watcher = RecommendedWatcher::new(send, Config::default().with_event_kinds(NEWS))?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in folders.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir()) {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    notices.try_iter().collect::<notify::Result<Vec<Event>>>()?;
    Ok((watcher, notices))
}

enum Heard {
    Nothing,
    Places(BTreeSet<PathBuf>),
    /// Too much happened to be told one by one, or the notices ended.
    Lost,
}

/// Waits for what changes, until it is quiet again.
fn hear(notices: &Notices, root: &Path, folders: &[&str]) -> Heard {
    let mut places = BTreeSet::new();
    let mut until: Option<Instant> = None;
    loop {
        if until.is_some_and(|until| until <= Instant::now()) {
            return Heard::Places(places);
        }
        let wait = until.map_or(ROUND, |until| QUIET.min(until.saturating_duration_since(Instant::now())));
        let event = match notices.recv_timeout(wait) {
            Ok(Ok(event)) if !event.need_rescan() => event,
            Err(RecvTimeoutError::Timeout) if places.is_empty() => return Heard::Nothing,
            Err(RecvTimeoutError::Timeout) => return Heard::Places(places),
            Ok(_) | Err(RecvTimeoutError::Disconnected) => return Heard::Lost,
        };
        let inner = event.paths.iter().filter_map(|path| path.strip_prefix(root).ok());
        let ours = inner.filter(|path| folders.iter().any(|folder| path.starts_with(folder)));
        places.extend(ours.map(Path::to_path_buf));
        if !places.is_empty() && until.is_none() {
            until = Some(Instant::now() + PATIENCE);
        }
    }
}

/// What tells a folder from another that took its place.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(folder).ok().map(|meta| (meta.dev(), meta.ino()))
}

#[cfg(not(unix))]
type Identity = std::time::SystemTime;

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<Identity> {
    std::fs::metadata(folder).ok().and_then(|meta| meta.created().ok())
}

/// Of the project and its folders, of each that is there.
fn identities(root: &Path, folders: &[&str]) -> Vec<Option<Identity>> {
    std::iter::once(identity(root)).chain(folders.iter().map(|folder| identity(&root.join(folder)))).collect()
}

/// Is the folder on another computer, or shared into this one? The system tells of changes made here alone.
#[cfg(target_os = "linux")]
fn is_remote(root: &Path) -> bool {
    // statfs(2): NFS, SMB in three versions, 9P, FUSE, AFS, Ceph, VirtualBox.
    const REMOTE: [i64; 9] = [
        0x6969,
        0x517b,
        0xff53_4d42,
        0xfe53_4d42,
        0x0102_1997,
        0x6573_5546,
        0x5346_414f,
        0x00c3_6400,
        0x786f_4256,
    ];
    rustix::fs::statfs(root).is_ok_and(|told| REMOTE.contains(&told.f_type))
}

#[cfg(not(target_os = "linux"))]
fn is_remote(_: &Path) -> bool {
    false
}

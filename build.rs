//! Gives the program its own identity, so that pages made by another build of it are made again.
#![allow(clippy::disallowed_methods, reason = "this runs when the program is built, not in it")]

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// Where the program and all that is embedded in it stands.
const FOLDERS: [&str; 2] = ["src", "themes"];

fn main() {
    let mut files = vec![PathBuf::from("Cargo.lock")];
    // The built-in theme is a part of the program.
    FOLDERS.iter().for_each(|folder| collect(Path::new(folder), &mut files));
    files.sort();
    // SipHash with fixed keys: the same sources give the same number on every machine.
    let mut hasher = DefaultHasher::new();
    for file in &files {
        file.to_string_lossy().replace('\\', "/").hash(&mut hasher);
        std::fs::read(file).unwrap_or_default().hash(&mut hasher);
    }
    println!("cargo::rustc-env=BANGVANG_SOURCE_DIGEST={:016x}", hasher.finish());
    FOLDERS.iter().for_each(|folder| println!("cargo::rerun-if-changed={folder}"));
    println!("cargo::rerun-if-changed=Cargo.lock");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}

//! The files of invoices in the project's folder, as emails carry them.

use collect::draft::{FileFault, InvoiceFiles};
use fs_err as fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where a folder is searched for a name that was meant, so many entries are looked at.
const MOST_ENTRIES: usize = 10_000;

#[derive(Debug)]
pub struct ProjectFiles {
    folder: PathBuf,
}

impl ProjectFiles {
    pub fn of(folder: PathBuf) -> ProjectFiles {
        ProjectFiles { folder: if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder } }
    }

    /// Where a file really lies, and how long it is. Links that lead out of the folder are not followed.
    fn find(&self, path: &str) -> Result<(PathBuf, u64), FileFault> {
        let unreadable = |error: io::Error| FileFault::Unreadable(error.kind().to_string());
        let real = match fs::canonicalize(self.folder.join(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(FileFault::Missing { near: self.near(path) }),
            found => found.map_err(unreadable)?,
        };
        if !real.starts_with(fs::canonicalize(&self.folder).map_err(unreadable)?) {
            return Err(FileFault::Outside);
        }
        let about = fs::metadata(&real).map_err(unreadable)?;
        if about.is_file() { Ok((real, about.len())) } else { Err(FileFault::NoFile) }
    }

    /// The one file of the same folder whose name has that of the wanted one in it, in whatever capitals and with whatever ending.
    fn near(&self, path: &str) -> Option<String> {
        let wanted = Path::new(path);
        let stem = wanted.file_stem()?.to_str()?.to_lowercase();
        let folder = wanted.parent()?;
        let entries = fs::read_dir(self.folder.join(folder)).ok()?.take(MOST_ENTRIES);
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut like: Vec<String> = names.filter(|name| name.to_lowercase().contains(&stem)).collect();
        like.sort();
        let [one] = like.as_slice() else { return None };
        Some(folder.join(one).to_str()?.replace('\\', "/"))
    }
}

impl InvoiceFiles for ProjectFiles {
    fn size(&self, path: &str) -> Result<u64, FileFault> {
        self.find(path).map(|(_, bytes)| bytes)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault> {
        let (real, _) = self.find(path)?;
        fs::read(real).map_err(|error| FileFault::Unreadable(error.kind().to_string()))
    }
}

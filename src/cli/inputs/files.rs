//! Opening files: compressed or not, with a digest of their bytes taken on the way.

use crate::cli::progress::Progress;
use crate::cli::replacing::will_read;
use collect::finding::{Code, Finding, Place};
use fs_err::{self as fs, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A digest that several files go into, one after the other: that of their bytes as they are on disk.
#[derive(Clone)]
pub struct Digest(Option<Arc<Mutex<blake3::Hasher>>>);

impl Default for Digest {
    fn default() -> Digest {
        Digest(Some(Arc::default()))
    }
}

impl Digest {
    /// For files of which nobody wants the digest.
    pub fn none() -> Digest {
        Digest(None)
    }

    /// Does anybody want it?
    pub fn is_wanted(&self) -> bool {
        self.0.is_some()
    }

    /// Empty where nobody wants it.
    pub fn hex(&self) -> String {
        self.hasher().map(|hasher| hasher.finalize().to_hex().to_string()).unwrap_or_default()
    }

    /// Adds all that is left of a file.
    pub fn add_all(&self, inner: impl Read) -> io::Result<()> {
        let mut digesting = BufReader::with_capacity(CHUNK, Digesting { inner, digest: self.clone(), progress: Progress::default() });
        io::copy(&mut digesting, &mut io::sink()).map(drop)
    }

    fn add(&self, bytes: &[u8]) {
        if let Some(mut hasher) = self.hasher() {
            hasher.update(bytes);
        }
    }

    fn hasher(&self) -> Option<MutexGuard<'_, blake3::Hasher>> {
        Some(self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Passes bytes on and adds them to a digest.
struct Digesting<R> {
    inner: R,
    digest: Digest,
    progress: Progress,
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.digest.add(&buffer[..count]);
        self.progress.bytes(count);
        Ok(count)
    }
}

/// Opens a file for reading, `-` for standard input.
pub fn open(path: &Path, digest: &Digest, progress: &Progress) -> io::Result<Box<dyn BufRead + Send>> {
    let raw: Box<dyn Read + Send> = if is_stdin(path) { Box::new(io::stdin()) } else { Box::new(regular(path)?) };
    Ok(read(raw, digest, progress)?.unwrap_or_else(|| Box::new(io::empty())))
}

/// Is this the name that stands for standard input?
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads what was opened; nothing if there is not a byte in it. Decompresses gzip and zstd, whatever the file's name, on another thread.
pub fn read(raw: impl Read + Send + 'static, digest: &Digest, progress: &Progress) -> io::Result<Option<Box<dyn BufRead + Send>>> {
    let mut bytes = BufReader::with_capacity(CHUNK, Digesting { inner: raw, digest: digest.clone(), progress: progress.clone() });
    Ok(match bytes.fill_buf()? {
        [] => None,
        [0x1f, 0x8b, ..] => Some(Box::new(ReadAhead::of(flate2::bufread::MultiGzDecoder::new(bytes)))),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Box::new(ReadAhead::of(zstd::Decoder::with_buffer(bytes)?))),
        _ => Some(Box::new(bytes)),
    })
}

/// How much is read at once.
const CHUNK: usize = 1 << 17;

/// What another thread reads ahead.
struct ReadAhead {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: io::Cursor<Vec<u8>>,
}

impl ReadAhead {
    fn of(mut source: impl Read + Send + 'static) -> ReadAhead {
        const WAITING: usize = 8;
        let (sender, chunks) = sync_channel(WAITING);
        thread::spawn(move || {
            loop {
                let mut chunk = Vec::with_capacity(CHUNK);
                let read = (&mut source).take(CHUNK as u64).read_to_end(&mut chunk);
                let over = !matches!(read, Ok(1..));
                // What was read before the fault counts.
                let whole = chunk.is_empty() || sender.send(Ok(chunk)).is_ok();
                let told = whole && read.map_or_else(|error| sender.send(Err(error)).is_ok(), |_| true);
                if over || !told {
                    return;
                }
            }
        });
        ReadAhead { chunks, chunk: io::Cursor::default() }
    }
}

impl Read for ReadAhead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        self.fill_buf()?;
        self.chunk.read(buffer)
    }
}

impl BufRead for ReadAhead {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.chunk.fill_buf()?.is_empty() {
            match self.chunks.recv() {
                Ok(chunk) => self.chunk = io::Cursor::new(chunk?),
                // The thread is done.
                Err(_) => break,
            }
        }
        self.chunk.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.chunk.consume(count);
    }
}

/// How many bytes a file has, if that is known before it is read.
pub fn length(path: &Path) -> Option<u64> {
    fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len())
}

/// Opens a file that is not a folder: opening a folder may work, but reading it fails.
pub(super) fn regular(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    will_read(path);
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    Ok(file)
}

/// The text of a small file.
pub fn text(path: &Path) -> Result<String, Finding> {
    let mut bytes = Vec::new();
    regular(path).and_then(|mut file| file.read_to_end(&mut bytes)).map_err(|error| unreadable(path, &error))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() as u32 + 1;
        Finding::new(Code::UnreadableFile, "the file is not UTF-8")
            .hint("save it as UTF-8")
            .at(Place::line(&path.display().to_string(), line))
    })
}

/// A file that cannot be read at all.
pub fn unreadable(path: &Path, error: &io::Error) -> Finding {
    let why = match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => "it is a symbolic link to a file that does not exist".to_owned(),
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    };
    Finding::new(Code::UnreadableFile, format!("cannot read {}: {why}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_reads_the_same_however_it_is_compressed() {
        let folder = tempfile::tempdir().unwrap();
        let text = "invoice_id\nINV-1\n".repeat(1000);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(text.as_bytes()).unwrap();
        let files = [
            ("plain.csv", text.clone().into_bytes()),
            ("misnamed.csv", gzip.finish().unwrap()),
            ("zst.csv.zst", zstd::encode_all(text.as_bytes(), 1).unwrap()),
        ];
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs_err::write(&path, &bytes).unwrap();
            let digest = Digest::default();
            let mut read = String::new();
            open(&path, &digest, &Progress::default()).unwrap().read_to_string(&mut read).unwrap();
            assert_eq!(read, text, "{name}");
            assert_eq!(digest.hex(), blake3::hash(&bytes).to_hex().as_str(), "{name}");
        }
    }

    #[test]
    fn a_file_that_is_not_there_says_so() {
        let path = Path::new("nowhere/invoices.csv");
        let error = open(path, &Digest::default(), &Progress::default()).err().unwrap();
        assert_eq!(unreadable(path, &error).message, "cannot read nowhere/invoices.csv: there is no such file");
        assert_eq!(text(Path::new(".")).unwrap_err().message, "cannot read .: it is a folder");
    }
}

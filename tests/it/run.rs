//! The one way in which tests run the program: what it is given, and all that is expected of it.
//!
//! An expectation is always about the exit status and both streams: unless a test says otherwise, the status is 0 and standard error is empty.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

/// Where the program is, for tests that have another one call it.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_collect");

/// A run of the program.
pub struct Run {
    command: Command,
    stdin: Vec<u8>,
    status: i32,
    stderr: String,
}

/// How a run ended (-1 if a signal ended it), its standard output and its standard error.
pub type Told = (i32, String, String);

impl Run {
    fn new(program: &str) -> Run {
        let mut command = Command::new(program);
        for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TZ"] {
            command.env_remove(variable);
        }
        Run { command, stdin: Vec::new(), status: 0, stderr: String::new() }
    }

    /// The program with these arguments, without what the environment says of colours and zones.
    pub fn collect(words: &[impl AsRef<OsStr>]) -> Run {
        Run::new(PROGRAM).args(words)
    }

    /// A script for `sh`, in which `"$0"` is the program and `collect` is found.
    pub fn shell(script: &str) -> Run {
        let folder = Path::new(PROGRAM).parent().unwrap().display();
        let path = format!("{folder}:{}", std::env::var("PATH").unwrap());
        Run::new("sh").args(&["-e", "-c", script, PROGRAM]).env("PATH", path)
    }

    /// The program, called by another one, for instance by strace.
    pub fn under(caller: &[&str], words: &[&str]) -> Run {
        Run::new(caller[0]).args(&caller[1..]).args(&[PROGRAM]).args(words)
    }

    pub fn args(mut self, words: &[impl AsRef<OsStr>]) -> Run {
        self.command.args(words);
        self
    }

    pub fn folder(mut self, folder: impl AsRef<Path>) -> Run {
        self.command.current_dir(folder);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Run {
        self.command.env(name, value);
        self
    }

    /// What it reads from standard input, which is empty otherwise.
    pub fn stdin(mut self, bytes: impl Into<Vec<u8>>) -> Run {
        self.stdin = bytes.into();
        self
    }

    /// The exit status that is expected in place of 0.
    pub fn status(mut self, status: i32) -> Run {
        self.status = status;
        self
    }

    /// What is expected on standard error, whole, in place of nothing.
    pub fn stderr(mut self, text: &str) -> Run {
        text.clone_into(&mut self.stderr);
        self
    }

    /// Standard output, when the status and standard error are as expected.
    #[track_caller]
    pub fn stdout(self) -> String {
        let (status, stderr, run) = (self.status, self.stderr.clone(), format!("{:?}", self.command));
        let (found, stdout, told) = self.told();
        assert!(
            (found, &told) == (status, &stderr),
            "{run}\nstatus {found}, not {status}\n{told}--- wanted:\n{stderr}--- stdout:\n{stdout}"
        );
        stdout
    }

    /// Standard output must be this, and the status and standard error as expected.
    #[track_caller]
    pub fn prints(self, wanted: &str) {
        let run = format!("{:?}", self.command);
        assert_eq!(self.stdout(), wanted, "{run}");
    }

    /// Status and streams, for a test that compares them itself.
    #[track_caller]
    pub fn told(mut self) -> Told {
        let stdin = std::mem::take(&mut self.stdin);
        let mut child = self.spawn();
        let mut input = child.stdin.take().unwrap();
        // A program that ends early leaves the rest unread.
        let writer = thread::spawn(move || drop(input.write_all(&stdin)));
        let told = ended(child);
        writer.join().unwrap();
        told
    }

    /// Status and standard error of a run whose standard output goes elsewhere.
    #[track_caller]
    pub fn told_into(mut self, stdout: impl Into<Stdio>) -> Told {
        let Output { status, stdout, stderr } = self.command.stdin(Stdio::null()).stdout(stdout).output().unwrap();
        told(status.code(), stdout, stderr)
    }

    /// Starts it with a pipe at each stream, for tests that kill it, feed it slowly, or run several at once.
    #[track_caller]
    pub fn spawn(self) -> Child {
        self.try_spawn().unwrap()
    }

    /// [`Run::spawn`], where the caller may not be there.
    pub fn try_spawn(mut self) -> std::io::Result<Child> {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
    }
}

/// What became of a run that was started before.
pub fn ended(child: Child) -> Told {
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    told(status.code(), stdout, stderr)
}

fn told(status: Option<i32>, stdout: Vec<u8>, stderr: Vec<u8>) -> Told {
    (status.unwrap_or(-1), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

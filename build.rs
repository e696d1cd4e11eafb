//! The binary carries `workflows/` and `templates/`: a new file there is a reason to build again.

fn main() {
    println!("cargo::rerun-if-changed=workflows");
    println!("cargo::rerun-if-changed=templates");
}

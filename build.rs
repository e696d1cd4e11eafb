//! The binary carries `workflows/`, `templates/` and `docs/topics/`: a new file there is a reason to build again.

fn main() {
    println!("cargo::rerun-if-changed=workflows");
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=docs/topics");
    link_where_it_stays();
}

/// On Linux the binary is linked for one address. Where it may be loaded anywhere, the tables of time zones are 34,000 pointers to be
/// put right at every start, on 270 pages that are copied for it: more than a quarter of the time of `collect --version`.
#[expect(clippy::disallowed_methods, reason = "cargo tells a build script the target in variables")]
fn link_where_it_stays() {
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

//! The examples, and what is known of their emails beforehand.

/// An example, and who writes its emails.
pub struct Example {
    pub name: &'static str,
    /// What is to be run before anything is drafted.
    pub before: &'static [&'static str],
    pub workflow: &'static str,
    /// The columns with the id, the address, and whoever is addressed.
    pub columns: [&'static [&'static str]; 3],
    /// For each owner who writes: name and address; `""` stands for all others.
    pub from: &'static [(&'static str, [&'static str; 2])],
    /// The domain of the project's sender, which messages are named after.
    pub domain: &'static str,
    /// The column with who gets a copy.
    pub copied: Option<&'static str>,
    /// The day of its story, and one on which what was sent then is answered by what comes next.
    pub days: [&'static str; 2],
    /// How many emails both days have, so that nothing is held true of none.
    pub count: usize,
}

/// Where answers go in the example that asks for copies, too; the test puts both into its workflow, for no example has them.
pub const ANSWERS: &str = "answers@halden.example";

const USUAL: [&[&str]; 3] = [&["invoice_id"], &["email"], &["contact", "customer_name"]];
const FROM_EXPORT: &[&str] = &["init", "--from", "open-invoices.csv", "--currency", "USD", "--open-on", "2026-03-30"];

pub const EXAMPLES: [Example; 9] = [
    Example {
        name: "accounts",
        before: &[],
        workflow: "workflow.yaml",
        columns: USUAL,
        from: &[
            ("ar-specialist", ["Dana Webb", "dana.webb@lindgren.example"]),
            ("ar-manager", ["Ines Okoro", "ines.okoro@lindgren.example"]),
            ("", ["Accounts Receivable", "ar@lindgren.example"]),
        ],
        domain: "lindgren.example",
        copied: None,
        days: ["2026-03-31", "2026-04-15"],
        count: 4,
    },
    Example {
        name: "late-interest",
        before: &[],
        workflow: "workflow.yaml",
        columns: USUAL,
        from: &[("", ["Credit control", "ar@example.com"])],
        domain: "example.com",
        copied: None,
        days: ["2025-07-10", "2025-08-31"],
        count: 3,
    },
    Example {
        name: "quickstart",
        before: &[],
        workflow: "net30",
        columns: USUAL,
        from: &[("", ["Accounts Receivable", "ar@example.com"])],
        domain: "example.com",
        copied: None,
        days: ["2026-03-31", "2026-04-15"],
        count: 11,
    },
    Example {
        name: "first-run",
        before: FROM_EXPORT,
        workflow: "workflow.yaml",
        columns: [&["Num"], &["Email"], &["Customer"]],
        from: &[],
        domain: "collect.invalid",
        copied: None,
        days: ["2026-03-31", "2026-04-15"],
        count: 21,
    },
    // The book has its invoices.
    Example {
        name: "open-items",
        before: &["sync", "--invoices", "exports/2026-03-30.csv", "--as-of", "2026-03-30"],
        workflow: "net30",
        columns: USUAL,
        from: &[("", ["Accounts Receivable", "ar@example.com"])],
        domain: "example.com",
        copied: None,
        days: ["2026-03-30", "2026-04-15"],
        count: 6,
    },
    Example {
        name: "saas",
        before: &[],
        workflow: "saas",
        columns: USUAL,
        from: &[("", ["Accounts Receivable", "billing@cloudledger.example"])],
        domain: "cloudledger.example",
        copied: None,
        days: ["2026-03-31", "2026-04-15"],
        count: 17,
    },
    Example {
        name: "key-accounts",
        before: &[],
        workflow: "workflow.yaml",
        columns: USUAL,
        from: &[
            ("ar-manager", ["Ruth Vale", "ruth.vale@halden.example"]),
            ("lena", ["Lena Moreau", "lena.moreau@halden.example"]),
            ("omar", ["Omar Haddad", "omar.haddad@halden.example"]),
            ("petra", ["Petra Novak", "petra.novak@halden.example"]),
        ],
        domain: "halden.example",
        copied: Some("account_owner"),
        days: ["2026-05-05", "2026-06-02"],
        count: 4,
    },
    // Its invoices have no addresses: every email is a sheet to be completed.
    Example {
        name: "policy-change",
        before: &[],
        workflow: "net30",
        columns: USUAL,
        from: &[],
        domain: "collect.invalid",
        copied: None,
        days: ["2026-03-31", "2026-04-15"],
        count: 0,
    },
    Example {
        name: "spark",
        before: &[],
        workflow: "workflow.yaml",
        columns: USUAL,
        from: &[
            ("automated", ["Accounts Receivable", "ar@example.com"]),
            ("ar", ["Dana Reyes", "dana@example.com"]),
            ("ar-manager", ["Tom Okoye", "tom@example.com"]),
        ],
        domain: "collect.invalid",
        copied: None,
        days: ["2026-03-31", "2026-04-15"],
        count: 50,
    },
];

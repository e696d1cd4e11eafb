//! Who owns work.

/// An owner of a workflow, by its place among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OwnerId(u16);

impl OwnerId {
    pub fn from_index(index: usize) -> OwnerId {
        OwnerId(index as u16)
    }

    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Somebody, or something, that work belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub id: String,
    pub source: OwnerSource,
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnerSource {
    Declared {
        kind: OwnerKind,
        name: String,
        /// The address that customers answer to; may be empty.
        email: String,
    },
    /// Whom a column of the invoice names.
    FromColumn {
        column: String,
        /// Who it is where the column is empty; a declared owner.
        fallback: OwnerId,
    },
}

/// A person or a program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OwnerKind {
    /// Somebody who reads the list and acts.
    #[default]
    Person,
    Automated,
}

/// Whose something of an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned<'t> {
    /// A declared owner's.
    Declared(OwnerId),
    /// Somebody's whom the ledger names and the workflow does not declare.
    Named(&'t str),
}

/// Whose something is that one of these owners has, of an invoice of which `cell` reads a column.
pub fn assigned<'t>(owners: &[Owner], owner: OwnerId, cell: impl FnOnce(&str) -> &'t str) -> Assigned<'t> {
    let OwnerSource::FromColumn { column, fallback } = &owners[owner.index()].source else { return Assigned::Declared(owner) };
    match cell(column) {
        "" => Assigned::Declared(*fallback),
        named => match owners.iter().position(|owner| owner.id == named) {
            Some(index) => Assigned::Declared(OwnerId::from_index(index)),
            None => Assigned::Named(named),
        },
    }
}

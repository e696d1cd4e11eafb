//! The first drafts of a day: each is written as soon as it is composed, and nothing is looked for where nothing can be.
//!
//! No draft has its place before all are written and the new manifest lies beside them, so that here, too, a run after one that was cut
//! short knows which files are its own: what has no place yet is cleared away.

use super::files::{Flushed, locked, make_folder, write_with};
use super::filling::Filling;
use super::lists::OUTDATED_LIST;
use super::none_sent::forget_none_sent;
use super::strays::strays;
use super::{Changes, Foreseen, MANIFEST, PENDING, REMOVING, commit, sweep};
use crate::cli::shares::{cores, shared_out, written_in_shares};
use anyhow::Result;
use collect::draft::{Draft, Drafted, Drafting, in_order};
use collect::outbox::{write_manifest_header, write_manifest_rows};
use fs_err as fs;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::io::ErrorKind;
use std::path::Path;

/// Are the bytes of drafts wanted once they are written?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bytes {
    Kept,
    /// Saves memory: the bytes are on the disk.
    Dropped,
}

/// Composes and writes the drafts of a day that has none. Where it may have some nothing is done, and nothing returned.
pub fn fill_anew(folder: &Path, drafting: &Drafting<'_>, bytes: Bytes) -> Result<Option<(Vec<Draft>, Changes)>> {
    let places: Vec<usize> = (0..drafting.bundles().len()).collect();
    let owner = |place: usize| drafting.folder(place);
    let owners = owners(drafting);
    if places.is_empty() || !is_new(folder, &owners) {
        return Ok(None);
    }
    make_folder(folder)?;
    let _locked = locked(folder)?;
    // Another run may have been faster.
    if !is_new(folder, &owners) {
        return Ok(None);
    }
    sweep(folder)?;
    forget_none_sent(folder)?;
    let begun = owners.iter().map(|owner| Ok((*owner, Filling::begin(folder, owner)?)));
    let fillings = begun.collect::<Result<BTreeMap<&str, Filling>>>()?;
    let add = |filling: &Filling, draft: &mut Draft| {
        filling.add(&draft.file, &draft.bytes)?;
        if bytes == Bytes::Dropped {
            draft.bytes = Vec::new();
        }
        anyhow::Ok(())
    };
    let add_all = |place: usize, drafted: &mut Drafted| {
        let filling = &fillings[owner(place)];
        std::iter::once(&mut drafted.draft).chain(drafted.page.as_deref_mut()).try_for_each(|draft| add(filling, draft))
    };
    let mut all = shared_out(&places, cores(), |place| {
        let mut drafted = drafting.compose(*place);
        if drafted.is_named() {
            add_all(*place, &mut drafted)?;
        }
        anyhow::Ok(drafted)
    })?;
    for place in drafting.name_rest(&mut all) {
        add_all(place, &mut all[place])?;
    }
    let drafts = in_order(all);

    write_with(&folder.join(PENDING), Flushed::AtOnce, |out| {
        write_manifest_header(&mut *out)?;
        written_in_shares(drafts.len(), cores, out, |rows, part| write_manifest_rows(drafts[rows].iter().map(|draft| &draft.listed), part))
    })?;
    fillings.into_values().try_for_each(Filling::done)?;
    commit(folder)?;
    let changes = Changes { written: drafts.len(), strays: strays(folder, owners)?, ..Changes::default() };
    Ok(Some((drafts, changes)))
}

/// What [`fill_anew`] would write, in the order of the plan, without composing it; nothing where the day may have drafts.
pub fn foreseen_anew(folder: &Path, drafting: &Drafting<'_>) -> Option<Foreseen> {
    let places: Vec<usize> = (0..drafting.bundles().len()).collect();
    if !is_new(folder, &owners(drafting)) {
        return None;
    }
    let Ok(foreseen) = shared_out(&places, cores(), |place| Ok::<_, Infallible>(drafting.foresee(*place)));
    Some(Foreseen { written: drafting.files(&foreseen), ..Foreseen::default() })
}

/// The folders that drafts will lie in.
fn owners<'d>(drafting: &'d Drafting<'_>) -> BTreeSet<&'d str> {
    let mut owners = BTreeSet::new();
    // One after the other: they are few, and to collect them would sort them all.
    for place in 0..drafting.bundles().len() {
        owners.insert(drafting.folder(place));
    }
    owners
}

/// Does a day's folder know of no draft, and does nothing stand where its owners' folders will be?
fn is_new(folder: &Path, owners: &BTreeSet<&str>) -> bool {
    let is_free = |name: &str| fs::symlink_metadata(folder.join(name)).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    let outer = owners.iter().filter_map(|owner| owner.split_once('/')).map(|(outer, _)| folder.join(outer));
    [MANIFEST, PENDING, REMOVING, OUTDATED_LIST].into_iter().chain(owners.iter().copied()).all(is_free)
        && ![folder.to_owned()].into_iter().chain(outer).any(|folder| folder.is_symlink())
}

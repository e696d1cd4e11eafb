//! The texts of templates: the built-in ones, then the project's own.

use super::files;
use super::project::Root;
use crate::cli::findings::Findings;
use collect::builtin;
use collect::draft::Templates;
use collect::workflow::TemplateNames;
use std::path::Path;

/// Files of templates by name, in the order in which the later one wins. Texts are read only where drafts are made.
pub struct Sources {
    own: Vec<(String, String)>,
    with_texts: bool,
}

/// Finds the project's templates, and reads them if drafts are to be made.
pub fn sources(root: &Root, with_texts: bool, findings: &mut Findings) -> Sources {
    let named = root.project.templates.as_deref();
    let folder = root.path(named.unwrap_or("templates"));
    let mut own = Vec::new();
    if named.is_some() || folder.is_dir() {
        match names(&folder) {
            Ok(names) => {
                for name in names {
                    let path = folder.join(&name);
                    let text = if with_texts { files::text(&path) } else { Ok(String::new()) };
                    match text {
                        Ok(text) => own.push((path.display().to_string(), text)),
                        Err(finding) => findings.add(finding),
                    }
                }
            }
            Err(error) => findings.add(files::unreadable(&folder, &error)),
        }
    }
    Sources { own, with_texts }
}

/// The templates of a folder, in order.
fn names(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        if let Ok(name) = entry?.file_name().into_string()
            && name.ends_with(".hbs")
        {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

impl Sources {
    /// Which templates there are, for a workflow that names them.
    pub fn names(&self) -> TemplateNames {
        let own = self.own.iter().map(|(file, _)| file.as_str());
        builtin::template_files().map(|file| -> &str { file }).chain(own).filter_map(Templates::name_of).collect()
    }

    /// File names and texts of all; none where they were not read.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let built_in = builtin::templates().map(|(file, text)| -> (&str, &str) { (file, text) });
        built_in.filter(|_| self.with_texts).chain(self.own())
    }

    /// The same of the project's own.
    pub fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().filter(|_| self.with_texts).map(|(file, text)| (file.as_str(), text.as_str()))
    }
}

//! Which files of scenarios are meant, and the workflow of each.

use super::TestArguments;
use crate::cli::findings::Findings;
use crate::cli::inputs::{Root, TemplateSources, files, load_workflow, template_sources, workflow_name};
use anyhow::{Result, bail};
use collect::builtin;
use collect::scenario::{ENDING, Suite, read};
use collect::workflow::Workflow;
use std::path::{Path, PathBuf};

/// A file of scenarios and the workflow that it is held against.
pub struct LoadedSuites {
    pub suite: Suite,
    pub workflow: Workflow,
}

/// Reads all that were asked for, each once however often it is named. What is wrong with any of them is among the findings.
pub fn load(arguments: &TestArguments, findings: &mut Findings) -> Result<Vec<LoadedSuites>> {
    let root = Root::find(findings)?;
    let templates = template_sources(&root, false, findings);
    let mut wanted: Vec<WantedSuite> = Vec::new();
    for file in &arguments.files {
        let asked = of_file(file, arguments.workflow.as_deref())?;
        // A pattern such as workflows/*.yaml names both a workflow and its scenarios.
        if !wanted.iter().any(|known| known.is_same(&asked)) {
            wanted.push(asked);
        }
    }
    if wanted.is_empty() {
        wanted.push(of_workflow(&workflow_name(arguments.workflow.as_deref(), &root))?);
    }
    Ok(wanted.into_iter().filter_map(|wanted| wanted.load(arguments, &root, &templates, findings)).collect())
}

enum WantedSuite {
    BuiltIn(&'static str, String),
    /// Those of a file, with the workflow that stands beside it.
    File(PathBuf, Option<PathBuf>),
}

fn of_file(file: &Path, workflow: Option<&str>) -> Result<WantedSuite> {
    let name = file.to_string_lossy();
    if let Some(stem) = name.strip_suffix(ENDING) {
        let beside = ["yaml", "yml"].into_iter().map(|ending| PathBuf::from(format!("{stem}.{ending}"))).find(|path| path.is_file());
        return Ok(WantedSuite::File(file.to_owned(), beside));
    }
    if workflow.is_some() || !name.ends_with(".yaml") && !name.ends_with(".yml") {
        bail!("{name} is not a file of scenarios: their names end in {ENDING}");
    }
    of_workflow(&name)
}

fn of_workflow(name: &str) -> Result<WantedSuite> {
    if builtin::workflow(name).is_some() {
        let Some(text) = builtin::scenarios(name) else { bail!("the built-in workflow {name} has no scenarios") };
        return Ok(WantedSuite::BuiltIn(text, name.to_owned()));
    }
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or(name);
    let file = PathBuf::from(format!("{stem}{ENDING}"));
    if !file.is_file() {
        bail!(
            "there is no file {}: write scenarios for {name} there, or give another file; `collect test --help` shows an example",
            file.display()
        );
    }
    Ok(WantedSuite::File(file, Some(PathBuf::from(name))))
}

impl WantedSuite {
    /// Are both the same file of scenarios, beside the same workflow, whatever the ways to them?
    fn is_same(&self, other: &WantedSuite) -> bool {
        let place = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
        let (WantedSuite::File(file, beside), WantedSuite::File(other, other_beside)) = (self, other) else { return false };
        place(file) == place(other) && beside.as_ref().map(place) == other_beside.as_ref().map(place)
    }

    fn load(self, arguments: &TestArguments, root: &Root, templates: &TemplateSources, findings: &mut Findings) -> Option<LoadedSuites> {
        let (text, file, beside) = match self {
            WantedSuite::BuiltIn(text, name) => (text.to_owned(), format!("{name}{ENDING}"), Some(name)),
            WantedSuite::File(path, beside) => {
                let text = files::text(&path).map_err(|finding| findings.add(finding)).ok()?;
                (text, path.display().to_string(), beside.map(|path| path.display().to_string()))
            }
        };
        let reading = read(&text, &file);
        findings.extend(reading.findings);
        let suite = reading.value?;
        let named = suite.workflow.as_deref().map(|name| told_from(&file, name));
        let Some(name) = arguments.workflow.clone().or(named).or(beside) else {
            let finding = collect::finding::Finding::new(
                collect::finding::Code::MissingKey,
                format!("{file}: it names no workflow, and there is none beside it"),
            );
            findings.add(finding.hint("add `workflow: FILE`, or give --workflow"));
            return None;
        };
        let workflow = load_workflow(Some(&name), root, templates, findings)?;
        Some(LoadedSuites { suite, workflow })
    }
}

/// A workflow that a file names: a built-in one, or a path told from the file's folder.
fn told_from(file: &str, name: &str) -> String {
    if builtin::workflow(name).is_some() {
        return name.to_owned();
    }
    Path::new(file).parent().unwrap_or(Path::new("")).join(name).display().to_string()
}

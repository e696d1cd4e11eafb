//! Stories: a workflow, a ledger and a day, made by hand or at random.
//!
//! A story can be handed to the library as its own types, and printed as the files that a user would have.

mod csv_files;
mod events;
mod invoices;
mod ledger;
mod recorded;
mod story;
pub mod told;
mod workflows;
mod yaml;

pub use story::{EventSpec, Story, random};
pub use workflows::{column_match, customer_conditions};

#[cfg(test)]
mod tests {
    use super::random;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

        /// A failing story is printed as files; they must be files that something can read.
        #[test]
        fn the_files_of_a_story_are_well_formed(story in random()) {
            let workflow: serde_json::Value = serde_yaml::from_str(&story.workflow_yaml()).unwrap();
            prop_assert_eq!(workflow["stages"].as_array().unwrap().len(), story.workflow.stages.len());
            let tracks = workflow["tracks"].as_array().map_or(0, Vec::len);
            prop_assert_eq!(tracks, story.workflow.tracks.len());
            let (invoices, events) = (story.invoices_csv(), story.events_csv());
            prop_assert_eq!(csv::Reader::from_reader(invoices.as_bytes()).records().flatten().count(), story.invoices.len());
            let rows = story.events.len() + story.unread.len();
            prop_assert_eq!(csv::Reader::from_reader(events.as_bytes()).records().flatten().count(), rows);
        }
    }
}

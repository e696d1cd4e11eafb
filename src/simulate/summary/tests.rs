use super::*;

fn counts(days: &[i32]) -> DayCounts {
    let mut counts = DayCounts::default();
    days.iter().for_each(|days| *counts.0.entry(*days).or_default() += 1);
    counts
}

#[test]
fn means_are_rounded_to_a_tenth_and_medians_are_whole_or_a_half_more() {
    let mean = |days: &[i32]| counts(days).mean().map(|days| days.to_string());
    assert_eq!(mean(&[]), None);
    assert_eq!(mean(&[1, 2, 2]).unwrap(), "1.7");
    assert_eq!(mean(&[-3, -4]).unwrap(), "-3.5");
    let median = |days: &[i32]| counts(days).median().map(|days| days.to_string());
    assert_eq!(median(&[]), None);
    assert_eq!(median(&[9, 1, 4]).unwrap(), "4");
    assert_eq!(median(&[9, 1, 4, 6]).unwrap(), "5");
    assert_eq!(median(&[10, 0]).unwrap(), "5");
    assert_eq!(median(&[9, 1, 4, 7]).unwrap(), "5.5");
    assert_eq!(median(&[-3, -4]).unwrap(), "-3.5");
    assert_eq!(median(&[-1, 0]).unwrap(), "-0.5");
    assert_eq!(median(&[i32::MAX, i32::MAX]).unwrap(), i32::MAX.to_string());
}

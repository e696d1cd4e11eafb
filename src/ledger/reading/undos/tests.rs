use super::*;

#[test]
fn an_undo_that_is_undone_takes_back_nothing() {
    let spot = |line| RowSpot::new(0, line);
    let taken = |undos: &[(u32, u32)]| -> Vec<u32> {
        let undos = Undos(undos.iter().map(|(own, target)| Undo { own: spot(*own), target: spot(*target) }).collect());
        undos.taken_back().into_iter().map(RowSpot::line).collect()
    };
    assert_eq!(taken(&[(3, 2)]), [2]);
    assert_eq!(taken(&[(3, 2), (4, 3)]), [3], "put back");
    assert_eq!(taken(&[(3, 2), (4, 3), (5, 4)]), [2, 4], "and taken back again");
    assert_eq!(taken(&[(3, 2), (4, 2), (5, 3)]), [2, 3], "two took it back, and one of them stands");
}

use super::*;

const OLD: (u32, u32) = (1000, 2000);

/// A list as setfacl(1) writes it: of the owner, user 1001, the group, the mask and the others.
fn list(user: u8, named: u8, group: u8, mask: u8) -> Permissions {
    let users = BTreeMap::from([(1001, named)]);
    Permissions { owner: user, users, mask: Some(mask), ..Permissions::of_mode(u32::from(group) << 3) }
}

#[test]
fn a_list_is_read_and_written_as_the_system_does() {
    let encoded = [
        &[2, 0, 0, 0][..],
        &[1, 0, 6, 0, 255, 255, 255, 255],
        &[2, 0, 6, 0, 0xe9, 3, 0, 0],
        &[4, 0, 4, 0, 255, 255, 255, 255],
        &[16, 0, 6, 0, 255, 255, 255, 255],
        &[32, 0, 0, 0, 255, 255, 255, 255],
    ]
    .concat();
    let found = Permissions::parse(&encoded).unwrap();
    assert_eq!((&found, found.mode()), (&list(6, 6, 4, 6), 0o660));
    assert_eq!(found.encoded().unwrap(), encoded);
    assert_eq!(Permissions::of_mode(0o640).encoded(), None);
    for wrong in [&[][..], &[2, 0, 0], &[1, 0, 0, 0], &[2, 0, 0, 0, 1], &[2, 0, 0, 0, 1, 0, 9, 0, 0, 0, 0, 0]] {
        assert_eq!(Permissions::parse(wrong), None, "{wrong:?}");
    }
}

#[test]
fn the_first_entry_that_fits_decides_and_the_mask_limits_all_but_owner_and_others() {
    let limited = list(6, 6, 6, 4);
    let of = |who| limited.of(who, OLD);
    assert_eq!([of(Who::User(1000)), of(Who::User(1001)), of(Who::Group(2000)), of(Who::Other)], [6, 4, 4, 0]);
    let plain = Permissions::of_mode(0o642);
    assert_eq!([Who::User(1001), Who::Group(2000), Who::Group(1)].map(|who| plain.of(who, OLD)), [2, 4, 2]);
}

#[test]
fn where_the_group_stays_and_has_the_rights_of_the_owner_nothing_changes() {
    for mode in [0o660, 0o664, 0o666] {
        let mode = Permissions::of_mode(mode);
        assert_eq!(mode.handed_over(OLD, (1001, 2000)), mode);
    }
    assert_eq!(Permissions::of_mode(0o666).handed_over(OLD, (1001, 1001)), Permissions::of_mode(0o666));
}

#[test]
fn who_was_let_in_as_owner_or_group_is_named_and_nobody_else_gets_in() {
    let kept = Permissions::of_mode(0o640).handed_over(OLD, (1001, 1001));
    let of = |who| kept.of(who, (1001, 1001));
    assert_eq!([Who::User(1000), Who::Group(2000), Who::Group(1001), Who::Other].map(of), [6, 4, 0, 0]);
    // The mask that grows for the owner gives the user who was limited by it no more.
    let kept = list(6, 6, 6, 4).handed_over(OLD, (1002, 1002));
    let of = |who| kept.of(who, (1002, 1002));
    assert_eq!([Who::User(1000), Who::User(1001), Who::Group(2000), Who::Group(1002)].map(of), [6, 4, 4, 0]);
    assert_eq!(kept.mode(), 0o660);
    let kept = Permissions::of_mode(0o644).handed_over(OLD, (1000, 1000));
    assert_eq!(kept, Permissions::of_mode(0o644));
}

#[test]
fn a_lock_is_for_those_who_may_write() {
    for (mode, lock) in [(0o644, 0o600), (0o664, 0o660), (0o400, 0o600), (0o666, 0o666), (0o640, 0o600)] {
        assert_eq!(Permissions::of_mode(mode).for_writers().mode(), lock);
    }
    let lock = list(6, 4, 6, 6).for_writers();
    assert_eq!([lock.of(Who::User(1001), OLD), lock.of(Who::Group(2000), OLD)], [0, 6]);
    assert_eq!(list(6, 6, 6, 4).for_writers().mode(), 0o600);
    assert_eq!(Permissions::of_mode(0o755).beside().mode(), 0o644);
}

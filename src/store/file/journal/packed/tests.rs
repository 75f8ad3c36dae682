use std::fs::File;
use std::io::Write as _;

use super::*;
use crate::store::file::journal::packed::member::MOST_HELD;

fn file_of(bytes: &[u8]) -> (File, u64) {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    (file, length(bytes.len()))
}

/// Text of some pieces, and the members that hold it.
fn packed() -> (Vec<u8>, Vec<u8>) {
    let text: Vec<u8> = (0..200_000_u32).flat_map(|n| format!("line {n}\n").into_bytes()).collect();
    let members = text.chunks(MOST_HELD).flat_map(|piece| Member::compress(piece).unwrap()).collect();
    (text, members)
}

fn error_of(bytes: &[u8]) -> String {
    let (file, size) = file_of(bytes);
    match Packed::of(&file, size) {
        Err(error) => error.to_string(),
        Ok(packed) => {
            let mut all = vec![0; usize::try_from(packed.len).unwrap()];
            Lines { file, packed: Some(packed) }.read_all(&mut all, 0).unwrap_err().to_string()
        }
    }
}

#[test]
fn what_it_holds_is_read_at_any_position() {
    let (text, members) = packed();
    assert!(members.len() < text.len() / 3);
    let (file, size) = file_of(&members);
    let packed = Packed::of(&file, size).unwrap();
    assert_eq!(packed.len, length(text.len()));
    let lines = Lines { file, packed: Some(packed) };
    for at in [0, 1, MOST_HELD - 1, MOST_HELD, MOST_HELD + 1, text.len() - 7] {
        let mut read = vec![0; 300_000.min(text.len() - at)];
        lines.read_all(&mut read, length(at)).unwrap();
        assert!(read == text[at..at + read.len()], "{at}");
    }
    assert_eq!(lines.read_some(&mut [0; 9], length(text.len())).unwrap(), 0);
    let mut decoded = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(members.as_slice()), &mut decoded).unwrap();
    assert!(decoded == text, "every program that knows gzip reads it");
}

#[test]
fn what_is_damaged_is_noticed_wherever_it_is() {
    let (_, members) = packed();
    for at in (0..members.len()).step_by(members.len() / 300).chain(0..HEAD).chain(members.len() - 9..members.len()) {
        let mut damaged = members.clone();
        damaged[at] ^= 0x41;
        assert!(error_of(&damaged).contains("damaged") || error_of(&damaged).contains("missing"), "{at}");
    }
    assert_eq!(error_of(&members[..members.len() - 1]), "its end is missing");
    assert_eq!(error_of(&members[..10]), "its end is missing");
    assert_eq!(error_of(b""), "it holds 0 bytes");
}

#[test]
fn a_bomb_is_refused_before_it_takes_memory() {
    let zeros = vec![0; MOST_HELD];
    let member = Member::compress(&zeros).unwrap();
    // It holds more than it says.
    let mut more = member.clone();
    more[20..24].copy_from_slice(&1000_u32.to_le_bytes());
    assert_eq!(error_of(&more), "compressed data in it is damaged");
    // It says that it holds more than any does.
    let mut long = member.clone();
    long[20..24].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(error_of(&long), "a header in it is damaged");
    let (file, size) = file_of(&member.repeat(1025));
    assert_eq!(Packed::of(&file, size).err().unwrap().to_string(), "it holds 1074790400 bytes");
}

//! Sizes in bytes, as people write them.

use std::fmt;
use std::str::FromStr;

/// The largest document that is read, in bytes: 1 GiB. No limit can be higher, so everybody can
/// read what ctx wrote, and other files do not fill the memory.
pub const MOST: u64 = 1 << 30;

/// A size in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Size(u64);

impl Size {
    /// The default limit of a document: 10 MiB.
    pub const DEFAULT: Self = Self(10 * 1024 * 1024);

    #[must_use]
    pub const fn new(bytes: u64) -> Self {
        Self(bytes)
    }

    #[must_use]
    pub const fn bytes(self) -> u64 {
        self.0
    }

    /// The size in a sentence: `10MiB`, or `1000 bytes`.
    #[must_use]
    pub fn in_words(self) -> String {
        let text = self.to_string();
        if text.ends_with('B') { text } else { format!("{text} bytes") }
    }

    /// The size in the largest unit that it reaches: `9.8 MiB`, `120 B`.
    #[must_use]
    pub fn rounded(self) -> String {
        match UNITS.iter().take(4).find(|(_, bytes)| self.0 >= *bytes) {
            Some((unit, bytes)) => format!("{}.{} {unit}", self.0 / bytes, self.0 % bytes * 10 / bytes),
            None => format!("{} B", self.0),
        }
    }

    /// Rounds up to the next round size.
    #[must_use]
    pub fn rounded_up(self) -> Self {
        Self(self.0.checked_next_power_of_two().unwrap_or(u64::MAX))
    }
}

/// The units with their bytes. The first that fits is printed. A letter alone is binary, as in
/// `dd`, systemd and docker.
const UNITS: [(&str, u64); 12] = [
    ("TiB", 1 << 40),
    ("GiB", 1 << 30),
    ("MiB", 1 << 20),
    ("KiB", 1 << 10),
    ("T", 1 << 40),
    ("G", 1 << 30),
    ("M", 1 << 20),
    ("K", 1 << 10),
    ("TB", 1_000_000_000_000),
    ("GB", 1_000_000_000),
    ("MB", 1_000_000),
    ("kB", 1_000),
];

/// `10MiB`, or a number of bytes where no unit fits.
impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match UNITS.iter().take(4).find(|(_, bytes)| self.0 > 0 && self.0.is_multiple_of(*bytes)) {
            Some((unit, bytes)) => write!(f, "{}{unit}", self.0 / bytes),
            None => write!(f, "{}", self.0),
        }
    }
}

/// The text is not a size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotASize;

impl fmt::Display for NotASize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a size is a number of bytes, or one such as 500k, 20M or 1GiB")
    }
}

impl std::error::Error for NotASize {}

impl FromStr for Size {
    type Err = NotASize;

    fn from_str(text: &str) -> Result<Self, NotASize> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let is_meant = |(name, _): &&(&str, u64)| name.eq_ignore_ascii_case(unit);
        let bytes = match unit {
            "" | "B" => 1,
            _ => UNITS.iter().find(is_meant).map(|(_, bytes)| *bytes).ok_or(NotASize)?,
        };
        number.parse::<u64>().ok().and_then(|number| number.checked_mul(bytes)).map(Self).ok_or(NotASize)
    }
}

/// Parses a limit for a document.
///
/// # Errors
/// Fails if the text is not a size, or larger than [`MOST`].
pub fn parse_limit(text: &str) -> Result<Size, String> {
    match text.parse() {
        Ok(Size(bytes)) if bytes > MOST => Err(format!("the largest document that is read has {}", Size(MOST))),
        Ok(size) => Ok(size),
        Err(NotASize) => Err(NotASize.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_read_as_dd_reads_it_and_printed_in_the_largest_unit_that_fits() {
        for (text, bytes, printed) in [
            ("0", 0, "0"),
            ("1000", 1000, "1000"),
            ("12B", 12, "12"),
            ("500k", 512_000, "500KiB"),
            ("20M", 20 << 20, "20MiB"),
            ("20MiB", 20 << 20, "20MiB"),
            ("20mib", 20 << 20, "20MiB"),
            ("20MB", 20_000_000, "20000000"),
            ("1GiB", 1 << 30, "1GiB"),
            ("2g", 2 << 30, "2GiB"),
            ("1TB", 1_000_000_000_000, "976562500KiB"),
        ] {
            let size: Size = text.parse().unwrap();
            assert_eq!(size.bytes(), bytes, "{text}");
            assert_eq!(size.to_string(), printed, "{text}");
            assert_eq!(size.to_string().parse(), Ok(size));
        }
        for text in ["", "M", "-1", "+1", "1.5M", " 1", "1 M", "20MiBs", "lots", "99999999999G", "1b"] {
            assert_eq!(text.parse::<Size>(), Err(NotASize), "{text}");
        }
    }

    #[test]
    fn a_size_is_shown_in_the_largest_unit_that_it_reaches() {
        for (bytes, shown) in [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (10_276_044, "9.7 MiB")] {
            assert_eq!(Size(bytes).rounded(), shown);
        }
    }

    #[test]
    fn nobody_can_declare_more_than_is_read() {
        assert_eq!(parse_limit("1GiB"), Ok(Size(MOST)));
        assert_eq!(parse_limit("1025M"), Err("the largest document that is read has 1GiB".to_owned()));
        assert_eq!(parse_limit("lots"), Err(NotASize.to_string()));
    }
}

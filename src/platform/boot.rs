//! The boot of the machine, as far as it is known.

/// The identifier of a boot; empty if the system tells none. It deliberately has no equality: an
/// unknown boot is not the same as any other, known or not.
#[derive(Clone, Debug)]
pub struct Boot(String);

impl Boot {
    #[must_use]
    pub fn of(identifier: &str) -> Self {
        Self(identifier.to_owned())
    }

    /// Whether both are known and the same: then there was no power cut in between.
    #[must_use]
    pub fn is(&self, recorded: &str) -> bool {
        !self.0.is_empty() && self.0 == recorded
    }

    /// Whether both are known, and differ.
    #[must_use]
    pub fn is_after(&self, recorded: &str) -> bool {
        !self.0.is_empty() && !recorded.is_empty() && self.0 != recorded
    }

    /// The identifier, as a record holds it.
    #[must_use]
    pub fn identifier(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_boot_is_neither_the_same_as_another_nor_after_it() {
        let (unknown, known) = (Boot::of(""), Boot::of("b1"));
        assert!(known.is("b1") && !known.is_after("b1"));
        assert!(!known.is("b2") && known.is_after("b2"));
        for (boot, recorded) in [(&unknown, ""), (&unknown, "b1"), (&known, "")] {
            assert!(!boot.is(recorded) && !boot.is_after(recorded), "{boot:?} {recorded:?}");
        }
    }
}

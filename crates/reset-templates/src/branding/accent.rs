//! The accent: a color of the operator's, and those that are made from it so that everything stays readable.
//!
//! Contrast is that of WCAG 2.2 (1.4.3: 4.5 to 1 for text); lightness is moved in Oklch, where the hue stays as it is.
//! Where a screen cannot show a color so light or so dark, it gets as much paler as it takes, and keeps its hue.

use palette::color_difference::Wcag21RelativeContrast;
use palette::convert::FromColorUnclamped;
use palette::{FromColor, IsWithinBounds, LinSrgb, Oklch, Srgb};
use serde::Serialize;

/// What text needs against what it stands on (WCAG 2.2, 1.4.3).
const READABLE: f32 = 4.5;

/// What links get where the color is ours to choose (WCAG 2.2, 1.4.6).
const COMFORTABLE: f32 = 7.0;

/// What links stand on, and what to call it. As in `portal.css`.
const LIGHT: Grounds = grounds(["#ffffff", "#f5f6f8", "#fdf0ef", "#edf7f0", "#fdf5e3"]);
const DARK: Grounds = grounds(["#1a1f26", "#11151a", "#2c1a1a", "#15261c", "#2a2214"]);

type Grounds = [(&'static str, &'static str); 5];

const fn grounds([card, page, errors, success, reminder]: [&'static str; 5]) -> Grounds {
    [
        (card, "on a card"),
        (page, "on the page"),
        (errors, "in a box of errors"),
        (success, "in a box of good news"),
        (reminder, "in a reminder"),
    ]
}

/// The two colors that a button's text may have: near black, because pure black is harsh on a bright field.
const WHITE: &str = "#ffffff";
const INK: &str = "#0c1726";

/// How much darker or lighter a button gets under the pointer, in the lightness of Oklch, which goes from 0 to 1.
const HOVER: f32 = 0.07;

/// One step in the search for a lightness: finer than eyes, and than a hexadecimal digit.
const STEP: f32 = 0.002;

/// How often the search for a chroma is halved: past what a hexadecimal digit can tell.
const HALVINGS: u8 = 12;

/// A color that links and the main button can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accent(Palette);

/// Why a color cannot be the accent.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum AccentError {
    /// It is not `#` and six hexadecimal digits.
    #[error("is no color")]
    Unreadable,
    /// Links in this color cannot be read.
    #[error("is too pale: a link has {} : 1 {place}, and needs 4.5 : 1", floored(*contrast))]
    TooPale {
        /// What it has where it has least.
        contrast: f32,
        /// Where that is: `on a card`.
        place: &'static str,
        /// The next darker color of the same hue that can be read; those still darker can too.
        nearest: String,
    },
}

/// The colors of light and of dark pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Palette {
    pub(crate) light: Tones,
    pub(crate) dark: Tones,
}

/// What goes with each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Tones {
    /// The main button.
    pub(crate) accent: String,
    /// The same under the pointer.
    pub(crate) hover: String,
    /// Its text.
    pub(crate) on_accent: String,
    /// Links.
    pub(crate) link: String,
}

impl Accent {
    /// Takes `#rrggbb`, if links in that color can be read wherever links stand.
    /// What dark pages need is made from it: the same hue, as light as it takes.
    pub fn parse(text: &str) -> Result<Self, AccentError> {
        let given = read(text.trim()).ok_or(AccentError::Unreadable)?;
        let (contrast, place) = weakest(given, &LIGHT);
        if contrast < READABLE {
            let nearest = moved_until(given, -STEP, &LIGHT, READABLE);
            return Err(AccentError::TooPale { contrast, place, nearest: written(nearest) });
        }
        let bright = moved_until(given, STEP, &DARK, COMFORTABLE);
        Ok(Self(Palette { light: tones(given, -HOVER), dark: tones(bright, HOVER) }))
    }

    pub(crate) const fn palette(&self) -> &Palette {
        &self.0
    }
}

impl Default for Palette {
    /// The portal's own colors, as in `portal.css`.
    fn default() -> Self {
        let tones = |[accent, hover, on_accent, link]: [&str; 4]| Tones {
            accent: accent.to_owned(),
            hover: hover.to_owned(),
            on_accent: on_accent.to_owned(),
            link: link.to_owned(),
        };
        Self {
            light: tones(["#1f5fae", "#174a8b", WHITE, "#1a569f"]),
            dark: tones(["#8ab6f5", "#a9caf9", INK, "#9ec4fa"]),
        }
    }
}

fn tones(accent: Srgb<u8>, hover: f32) -> Tones {
    let on_accent = match contrast(accent, WHITE) < contrast(accent, INK) {
        true => INK,
        false => WHITE,
    };
    let mut hovered = moved(accent, hover);
    // Black cannot get darker.
    if contrast(hovered, on_accent) < READABLE || hovered == accent {
        hovered = moved(accent, -hover);
    }
    Tones {
        accent: written(accent),
        hover: written(hovered),
        on_accent: on_accent.to_owned(),
        link: written(accent),
    }
}

fn read(text: &str) -> Option<Srgb<u8>> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    // The parser takes a sign for a digit.
    let digits = Some(digits).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    digits.parse().ok()
}

fn written(color: Srgb<u8>) -> String {
    format!("#{color:x}")
}

fn contrast(color: Srgb<u8>, ground: &str) -> f32 {
    // The grounds stand above, and a test reads them all.
    let ground = read(ground).unwrap_or_default();
    color.into_format::<f32>().relative_contrast(ground.into_format())
}

/// Two digits, never rounded up to what it is not.
fn floored(contrast: f32) -> String {
    format!("{:.2}", (contrast * 100.0).floor() / 100.0)
}

fn weakest(color: Srgb<u8>, grounds: &Grounds) -> (f32, &'static str) {
    let all = grounds.iter().map(|(ground, place)| (contrast(color, ground), *place));
    all.min_by(|(a, _), (b, _)| a.total_cmp(b)).unwrap_or_default()
}

/// The color with its lightness moved in steps until it has the contrast; at the end of the scale it has.
fn moved_until(color: Srgb<u8>, step: f32, grounds: &Grounds, wanted: f32) -> Srgb<u8> {
    let mut shift = 0.0;
    let mut candidate = color;
    while weakest(candidate, grounds).0 < wanted && -1.0 < shift && shift < 1.0 {
        shift += step;
        candidate = moved(color, shift);
    }
    candidate
}

/// Lighter or darker, and as colorful as a screen can show it then: cut off at its bounds, yellow would turn brown.
fn moved(color: Srgb<u8>, shift: f32) -> Srgb<u8> {
    let given = Oklch::from_color(color.into_format::<f32>().into_linear());
    let with_chroma = |chroma| {
        LinSrgb::from_color_unclamped(Oklch { l: (given.l + shift).clamp(0.0, 1.0), chroma, ..given })
    };
    let (mut shown, mut too_much) = (0.0, given.chroma);
    if with_chroma(too_much).is_within_bounds() {
        shown = too_much;
    }
    for _ in 0..HALVINGS {
        let middle = f32::midpoint(shown, too_much);
        match with_chroma(middle).is_within_bounds() {
            true => shown = middle,
            false => too_much = middle,
        }
    }
    Srgb::<f32>::from_linear(with_chroma(shown)).into_format()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(accent: &Accent) -> [(&Tones, &'static Grounds); 2] {
        [(&accent.palette().light, &LIGHT), (&accent.palette().dark, &DARK)]
    }

    proptest! {
        #[test]
        fn whatever_is_taken_can_be_read_everywhere(rgb: [u8; 3]) {
            let [r, g, b] = rgb;
            let accent = match Accent::parse(&format!("#{r:02x}{g:02x}{b:02x}")) {
                Ok(accent) => accent,
                // What is named instead is taken.
                Err(AccentError::TooPale { nearest, .. }) => Accent::parse(&nearest).unwrap(),
                Err(error) => panic!("{error}"),
            };
            for (tones, grounds) in of(&accent) {
                prop_assert!(READABLE <= weakest(read(&tones.link).unwrap(), grounds).0, "{tones:?}");
                for button in [&tones.accent, &tones.hover] {
                    prop_assert!(READABLE <= contrast(read(button).unwrap(), &tones.on_accent), "{tones:?}");
                }
            }
        }
    }

    #[test]
    fn names_the_nearest_color_that_can_be_read() {
        for (given, told, expected) in [
            ("#7fb2ff", "1.94 : 1 in a box of errors", "#3f6fb7"),
            ("#d32f2f", "4.47 : 1 in a box of errors", "#d22e2e"),
            ("#ffd400", "1.28 : 1 in a box of errors", "#856d00"),
        ] {
            let error = Accent::parse(given).unwrap_err();
            assert_eq!(error.to_string(), format!("is too pale: a link has {told}, and needs 4.5 : 1"));
            let AccentError::TooPale { nearest, .. } = error else { panic!("{error}") };
            assert_eq!(nearest, expected, "{given}");
        }
    }

    #[test]
    fn keeps_the_hue_where_a_screen_has_to_show_it_paler() {
        let hue = |color: &str| {
            let color = read(color).unwrap().into_format::<f32>().into_linear();
            Oklch::from_color(color).hue.into_positive_degrees()
        };
        for given in ["#0000ff", "#8a1538", "#00640a", "#5b00a0"] {
            let accent = Accent::parse(given).unwrap();
            let Tones { accent, hover, .. } = &accent.palette().dark;
            for made in [accent, hover] {
                let turned = (hue(given) - hue(made)).abs();
                assert!(turned.min(360.0 - turned) < 2.0, "{given} is {made} in the dark");
            }
        }
    }

    #[test]
    fn a_button_never_looks_the_same_under_the_pointer() {
        for given in ["#000000", "#1f5fae", "#4a4a4a"] {
            for (tones, _) in of(&Accent::parse(given).unwrap()) {
                assert_ne!(tones.accent, tones.hover, "{given}");
            }
        }
    }

    #[test]
    fn takes_a_color_as_it_is_written_and_nothing_else() {
        assert_eq!(Accent::parse(" #1F5FAE ").unwrap().palette().light.accent, "#1f5fae");
        for text in ["blue", "#fff", "1f5fae", "#1f5fae00", "#1f5fag", "", "#+1f5fa"] {
            assert_eq!(Accent::parse(text), Err(AccentError::Unreadable), "{text:?}");
        }
    }

    #[test]
    fn button_text_is_white_on_dark_and_ink_on_bright() {
        let accent = Accent::parse("#8a1538").unwrap();
        assert_eq!((&*accent.palette().light.on_accent, &*accent.palette().dark.on_accent), (WHITE, INK));
    }

    #[test]
    fn the_grounds_are_those_of_the_style_sheet() {
        let css = include_str!("../../assets/portal.css");
        let (light, dark) = css.split_once("@media (prefers-color-scheme:dark)").unwrap();
        for (half, grounds) in [(light, LIGHT), (dark, DARK)] {
            for (name, (ground, _)) in
                ["surface", "bg", "error-bg", "ok-bg", "warn-bg"].into_iter().zip(grounds)
            {
                assert!(read(ground).is_some());
                let short = ground.replace("#ffffff", "#fff");
                assert!(half.contains(&format!("--{name}:{short}")), "{name} {ground}");
            }
        }
        let Palette { light: l, dark: d } = Palette::default();
        for (half, tones) in [(light, l), (dark, d)] {
            for (name, color) in
                [("accent", tones.accent), ("accent-hover", tones.hover), ("link", tones.link)]
            {
                assert!(half.contains(&format!("--{name}:{color}")), "{name} {color}");
            }
        }
    }
}

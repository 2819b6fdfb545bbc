//! Durations and moments in words: plurals by Fluent, dates, clocks and zones by ICU4X, both from CLDR.

use fluent_bundle::FluentArgs;
use icu_datetime::input::{DateTime, TimeZoneInfo, ZonedDateTime};
use icu_datetime::{DateTimeFormatter, DateTimeFormatterLoadError, NoCalendarFormatter, fieldsets};
use icu_locale_core::Locale;
use icu_locale_core::extensions::unicode::{key, value};
use icu_time::zone::models::AtTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use jiff_icu::ConvertFrom;
use serde::Serialize;
use time::{Duration, OffsetDateTime};

use crate::catalogue::{Form, Words};
use crate::error::{MessageError, TemplatesError};

/// A moment, for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Moment {
    /// "15:42 on Monday 23 November 2026 (CET)".
    pub(crate) words: String,
    /// As in the attribute `datetime`: `2026-11-23T15:42:00+01:00`.
    pub(crate) machine: String,
}

/// Finds a zone by its IANA name.
pub(crate) fn time_zone(name: &str) -> Result<TimeZone, TemplatesError> {
    TimeZone::get(name).map_err(|_| TemplatesError::UnknownTimeZone { name: name.to_owned() })
}

/// A duration in the largest unit that it is whole in, up to hours: "30 minutes", "90 minutes", "24 hours".
pub(crate) fn duration(words: &Words, duration: Duration) -> Result<String, MessageError> {
    let seconds = duration.whole_seconds();
    let (id, count) = match (seconds % 3600, seconds % 60) {
        (0, _) => ("duration-hours", seconds / 3600),
        (_, 0) => ("duration-minutes", seconds / 60),
        _ => ("duration-seconds", seconds),
    };
    words.say(Form::Text, id, &FluentArgs::from_iter([("count", count)]))
}

/// A moment on the clocks of a zone, to the minute that has begun.
pub(crate) fn moment(words: &Words, zone: &TimeZone, at: OffsetDateTime) -> Result<Moment, MessageError> {
    let timestamp = i32::try_from(at.nanosecond())
        .ok()
        .and_then(|nanosecond| Timestamp::new(at.unix_timestamp(), nanosecond).ok())
        .ok_or(MessageError::OutOfRange)?;
    let zoned = timestamp.to_zoned(zone.clone());
    let no_format = || MessageError::NoFormat { tag: words.formats().to_owned() };
    let locale = plain(words.formats()).ok_or_else(no_format)?;
    let pieces = pieces(locale, &zoned).map_err(|_| no_format())?;
    let args = FluentArgs::from_iter(pieces);
    Ok(Moment {
        words: words.say(Form::Text, "instant", &args)?,
        machine: zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    })
}

/// The Gregorian calendar and Latin digits, whatever a tag asks for:
/// Fluent writes its numbers so, and so does the temporary password.
fn plain(tag: &str) -> Option<Locale> {
    let mut locale = Locale::try_from_str(tag).ok()?;
    let keywords = &mut locale.extensions.unicode.keywords;
    keywords.set(key!("ca"), value!("gregory"));
    keywords.set(key!("nu"), value!("latn"));
    Some(locale)
}

/// A moment as a language writes its pieces, by the names that `instant` in the catalogues gives them.
fn pieces(locale: Locale, zoned: &Zoned) -> Result<[(&'static str, String); 5], DateTimeFormatterLoadError> {
    let civil = DateTime::convert_from(zoned.datetime());
    let at: ZonedDateTime<_, TimeZoneInfo<AtTime>> = ZonedDateTime::convert_from(zoned);
    let date = DateTimeFormatter::try_new(locale.clone().into(), fieldsets::YMDE::long())?;
    let day = DateTimeFormatter::try_new(locale.clone().into(), fieldsets::YMD::long())?;
    let weekday = DateTimeFormatter::try_new(locale.clone().into(), fieldsets::E::long())?;
    let time = NoCalendarFormatter::try_new(locale.clone().into(), fieldsets::T::hm())?;
    let zone = NoCalendarFormatter::try_new(locale.into(), fieldsets::zone::SpecificShort)?;
    Ok([
        ("time", time.format(&civil.time).to_string()),
        ("date", date.format(&civil.date).to_string()),
        ("weekday", weekday.format(&civil.date).to_string()),
        ("day", day.format(&civil.date).to_string()),
        // "GMT-3" where the language has no name for the zone.
        ("zone", zone.format(&at.zone).to_string()),
    ])
}

#[cfg(test)]
mod tests {

    use std::sync::Arc;

    use time::macros::datetime;

    use super::*;
    use crate::catalogue::Catalogues;

    fn english() -> Words {
        Words::new(&Arc::new(Catalogues::embedded().unwrap()), &reset_domain::model::Locale::english())
    }

    fn said(zone: &str, at: OffsetDateTime) -> String {
        moment(&english(), &time_zone(zone).unwrap(), at).unwrap().words
    }

    #[test]
    fn writes_winter_and_summer_time() {
        let winter = datetime!(2026-11-23 14:42:59 UTC);
        assert_eq!(said("Europe/Berlin", winter), "15:42 on Monday 23 November 2026 (CET)");
        let summer = datetime!(2026-07-05 14:42 UTC);
        assert_eq!(said("Europe/Berlin", summer), "16:42 on Sunday 5 July 2026 (CEST)");
    }

    #[test]
    fn writes_utc() {
        assert_eq!(said("UTC", datetime!(2026-11-23 14:42 UTC)), "14:42 on Monday 23 November 2026 (UTC)");
    }

    #[test]
    fn writes_noon_and_midnight() {
        assert_eq!(said("UTC", datetime!(2026-11-24 12:00 UTC)), "12:00 on Tuesday 24 November 2026 (UTC)");
        assert_eq!(said("UTC", datetime!(2026-11-25 00:00 UTC)), "00:00 on Wednesday 25 November 2026 (UTC)");
    }

    #[test]
    fn crosses_the_year_with_the_zone() {
        let eve = datetime!(2026-12-31 23:30 UTC);
        assert_eq!(said("UTC", eve), "23:30 on Thursday 31 December 2026 (UTC)");
        assert_eq!(said("Europe/Berlin", eve), "00:30 on Friday 1 January 2027 (CET)");
    }

    #[test]
    fn writes_as_the_language_or_the_region_does() {
        let catalogues = Arc::new(Catalogues::embedded().unwrap());
        let said = |language: &str, region: &str, zone: &str| {
            let [language, region] =
                [language, region].map(|tag| reset_domain::model::Locale::parse(tag).unwrap());
            let words = Words::new(&catalogues, &language).regional(&[&region]);
            pieces(
                plain(words.formats()).unwrap(),
                &"2026-01-23T14:42:00Z".parse::<Timestamp>().unwrap().in_tz(zone).unwrap(),
            )
            .unwrap()
            .map(|(_, piece)| piece)
            .join(" | ")
        };
        assert_eq!(
            said("en", "en-US", "America/New_York"),
            "9:42\u{202f}AM | Friday, January 23, 2026 | Friday | January 23, 2026 | EST"
        );
        assert_eq!(
            said("de", "de-AT", "Europe/Vienna"),
            "15:42 | Freitag, 23. Jänner 2026 | Freitag | 23. Jänner 2026 | MEZ"
        );
        assert_eq!(
            said("fr", "fr", "Asia/Kolkata"),
            "20:12 | vendredi 23 janvier 2026 | vendredi | 23 janvier 2026 | UTC+5:30"
        );
        assert_eq!(
            said("ar", "ar", "UTC"),
            "2:42 م | الجمعة، 23 يناير 2026 | الجمعة | 23 يناير 2026 | التوقيت العالمي"
        );
        // A Hijri year would be no year of the portal's.
        assert!(said("ar", "ar-SA", "UTC").contains("2026"));
        assert_eq!(said("ar", "ar-EG-u-nu-arab-ca-islamic", "UTC"), said("ar", "ar-EG", "UTC"));
    }

    #[test]
    fn names_every_month() {
        for (month, name) in (1..=12).zip(
            "January February March April May June July August September \
            October November December"
                .split_whitespace(),
        ) {
            let at = datetime!(2026-01-15 12:00 UTC).replace_month(month.try_into().unwrap()).unwrap();
            assert!(said("UTC", at).contains(&format!(" 15 {name} 2026")), "{name}");
        }
    }

    #[test]
    fn writes_moments_for_machines() {
        let zone = time_zone("America/New_York").unwrap();
        let moment = moment(&english(), &zone, datetime!(2026-11-23 14:42 UTC)).unwrap();
        assert_eq!(moment.machine, "2026-11-23T09:42:00-05:00");
    }

    #[test]
    fn writes_durations_with_their_plurals() {
        for (seconds, expected) in [
            (1, "1 second"),
            (90, "90 seconds"),
            (60, "1 minute"),
            (30 * 60, "30 minutes"),
            (90 * 60, "90 minutes"),
            (3600, "1 hour"),
            (24 * 3600, "24 hours"),
            (48 * 3600, "48 hours"),
        ] {
            assert_eq!(duration(&english(), Duration::seconds(seconds)).unwrap(), expected);
        }
    }

    #[test]
    fn refuses_a_zone_that_nobody_knows() {
        assert!(matches!(time_zone("Europe/Nowhere"), Err(TemplatesError::UnknownTimeZone { .. })));
    }
}

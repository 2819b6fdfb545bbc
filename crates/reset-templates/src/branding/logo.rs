//! A logo: what kind of picture a file holds, and how much room it takes.

use imagesize::ImageType;
use roxmltree::{Document, ParsingOptions};

/// The room there is, in CSS pixels.
const ROOM: (f64, f64) = (160.0, 32.0);

/// A picture that pages can show left of the portal's name.
#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    pub(crate) extension: &'static str,
    pub(crate) content_type: &'static str,
    /// In CSS pixels, as large as the room allows.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bytes: Vec<u8>,
}

/// Why a file is no logo.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogoError {
    /// More than 64 KiB.
    #[error("is larger than 64 KiB")]
    TooLarge,
    /// No picture of a kind that every browser shows.
    #[error("is neither SVG nor PNG nor WebP")]
    UnknownKind,
    /// It is SVG, but not well-formed.
    #[error("is no SVG that a browser would show: {0}")]
    BrokenSvg(String),
    /// Nothing says how wide it is for its height, so the page would jump when it comes.
    #[error("says neither width and height in pixels nor viewBox")]
    NoSize,
}

impl Logo {
    /// The largest file, in bytes: every page waits for it.
    pub const LARGEST: usize = 64 * 1024;

    /// From the content of a file; its name does not matter.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, LogoError> {
        if Self::LARGEST < bytes.len() {
            return Err(LogoError::TooLarge);
        }
        let (extension, content_type, size) = match imagesize::image_type(&bytes) {
            Ok(ImageType::Png) => ("png", "image/png", raster_size(&bytes)?),
            Ok(ImageType::Webp) => ("webp", "image/webp", raster_size(&bytes)?),
            _ => ("svg", "image/svg+xml", svg_size(&bytes)?),
        };
        let (width, height) = fitted(size)?;
        Ok(Self { extension, content_type, width, height, bytes })
    }
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Logo({}, {} × {})", self.extension, self.width, self.height)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no picture of 64 KiB is that wide")]
fn raster_size(bytes: &[u8]) -> Result<(f64, f64), LogoError> {
    match imagesize::blob_size(bytes) {
        Ok(size) if 0 < size.width && 0 < size.height => Ok((size.width as f64, size.height as f64)),
        _ => Err(LogoError::UnknownKind),
    }
}

/// Width and height of the root element, else those of its `viewBox` (SVG 2, section 8.2).
fn svg_size(bytes: &[u8]) -> Result<(f64, f64), LogoError> {
    let text = std::str::from_utf8(bytes).map_err(|_| LogoError::UnknownKind)?;
    if !text.contains("<svg") {
        return Err(LogoError::UnknownKind);
    }
    // Many programs write a document type; entities that grow without end are refused all the same.
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| LogoError::BrokenSvg(error.to_string()))?;
    let root = document.root_element();
    if root.tag_name().namespace() != Some("http://www.w3.org/2000/svg") {
        return Err(LogoError::BrokenSvg("xmlns=\"http://www.w3.org/2000/svg\" is missing".to_owned()));
    }
    let pixels = |name| root.attribute(name)?.trim().trim_end_matches("px").parse::<f64>().ok();
    if let (Some(width), Some(height)) = (pixels("width"), pixels("height")) {
        return Ok((width, height));
    }
    let numbers: Option<Vec<f64>> = root.attribute("viewBox").and_then(|view_box| {
        let parts = view_box.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
        parts.map(|part| part.parse().ok()).collect()
    });
    match numbers.as_deref() {
        Some([_, _, width, height]) => Ok((*width, *height)),
        _ => Err(LogoError::NoSize),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 160")]
fn fitted((width, height): (f64, f64)) -> Result<(u32, u32), LogoError> {
    if !(0.0 < width && 0.0 < height && width.is_finite() && height.is_finite()) {
        return Err(LogoError::NoSize);
    }
    let scale = (ROOM.0 / width).min(ROOM.1 / height);
    let pixels = |length: f64| (length * scale).round().max(1.0) as u32;
    Ok((pixels(width), pixels(height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(attributes: &str) -> Result<(u32, u32), LogoError> {
        let text = format!(r#"<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" {attributes}/>"#);
        Logo::parse(text.into_bytes()).map(|logo| (logo.width, logo.height))
    }

    /// The beginning of a PNG: signature, then the header chunk with width and height (PNG 3, section 11.2.1).
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend(b"\x08\x06\0\0\0\0\0\0\0");
        bytes
    }

    #[test]
    fn fits_into_the_room_there_is() {
        assert_eq!(svg(r#"width="64" height="64""#), Ok((32, 32)));
        assert_eq!(svg(r#"width="16px" height="16px""#), Ok((32, 32)));
        assert_eq!(svg(r#"viewBox="0 0 100 25""#), Ok((128, 32)));
        assert_eq!(svg(r#"viewBox="0,0,1000,100""#), Ok((160, 16)));
        let logo = Logo::parse(png(320, 100)).unwrap();
        assert_eq!((logo.extension, logo.width, logo.height), ("png", 102, 32));
    }

    #[test]
    fn refuses_what_would_jump_or_not_show() {
        assert_eq!(svg(""), Err(LogoError::NoSize));
        assert_eq!(svg(r#"width="0" height="10""#), Err(LogoError::NoSize));
        assert_eq!(svg(r#"width="100%" height="auto""#), Err(LogoError::NoSize));
        assert_eq!(svg(r#"width="64pt" height="32pt""#), Err(LogoError::NoSize));
        assert_eq!(Logo::parse(png(0, 32)), Err(LogoError::UnknownKind));
        assert_eq!(Logo::parse(b"GIF89a".to_vec()), Err(LogoError::UnknownKind));
        assert_eq!(Logo::parse(b"<html></html>".to_vec()), Err(LogoError::UnknownKind));
        assert!(matches!(Logo::parse(b"<svg><g></svg>".to_vec()), Err(LogoError::BrokenSvg(_))));
        assert!(matches!(Logo::parse(b"<svg width='1' height='1'/>".to_vec()), Err(LogoError::BrokenSvg(_))));
        assert_eq!(Logo::parse(vec![b' '; Logo::LARGEST + 1]), Err(LogoError::TooLarge));
    }

    #[test]
    fn takes_a_document_type_and_its_entities() {
        let text = r#"<?xml version="1.0" encoding="utf-8"?>
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
                <!ENTITY ns_svg "http://www.w3.org/2000/svg">
            ]>
            <svg xmlns="&ns_svg;" viewBox="0 0 64 32"/>"#;
        let logo = Logo::parse(text.into()).unwrap();
        assert_eq!((logo.width, logo.height), (64, 32));
    }

    #[test]
    fn refuses_entities_that_grow_without_end() {
        let grown = (1..20).map(|n| format!("<!ENTITY e{n} \"&e{0};&e{0};&e{0};&e{0};\">", n - 1));
        let text = format!(
            "<!DOCTYPE svg [<!ENTITY e0 \"lol\">{}]>\
             <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">&e19;</svg>",
            grown.collect::<String>()
        );
        assert!(matches!(Logo::parse(text.into()), Err(LogoError::BrokenSvg(_))));
    }

    #[test]
    fn the_portals_own_logo_is_one() {
        assert!(Logo::parse(include_bytes!("../../assets/logo.svg").to_vec()).is_ok());
    }
}

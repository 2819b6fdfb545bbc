//! The style sheet, the script and the logo. Their names change with their content, so browsers may keep them.

use poem::Response;
use poem::http::header;
use reset_templates::Templates;

/// The asset of a path, if there is one.
pub(crate) fn get(templates: &Templates, path: &str) -> Option<Response> {
    let asset = templates.assets().iter().find(|asset| asset.path == path)?;
    let response = Response::builder()
        .content_type(asset.content_type)
        .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
        .header(header::CONTENT_LENGTH, asset.body.len())
        .body(asset.body.to_vec());
    Some(response)
}

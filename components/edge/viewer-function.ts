/** Key under which the pages' store names the release that everybody sees. */
export const POINTER = "release";

/** Header of whoever wants to see another release that is still there, by its artifact id. */
export const RELEASE_HEADER = "x-release";

/** Folder of the bucket with a folder for each release. */
export const RELEASES = "releases";

/**
 * Runs in CloudFront before it looks for a page: finds the release, and for a path without an
 * extension, which only the pages themselves understand, their first one.
 *
 * It never sees the paths of the backend, so that errors of the API stay what they are.
 */
export const VIEWER_FUNCTION = `
import cf from "cloudfront";

const store = cf.kvs();

async function handler(event) {
  const request = event.request;
  const asked = request.headers["${RELEASE_HEADER}"];
  let release;
  if (asked && /^[0-9a-f]{12}$/.test(asked.value)) {
    release = asked.value;
  } else {
    try {
      release = await store.get("${POINTER}");
    } catch {
      return { statusCode: 503, statusDescription: "No release yet" };
    }
  }
  const page = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  const file = page.includes(".") ? request.uri : "/index.html";
  request.uri = "/${RELEASES}/" + release + file;
  return request;
}
`.trim();

/** As the provider does: everything but github.com and ghe.com is a server with the API at `/api/v3`. */
export function apiAt(baseUrl = "https://api.github.com/"): string {
  const url = new URL(baseUrl);
  const own = !/^api\.github\.com$|\.ghe\.com$/.test(url.hostname);
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path}${own && !path.endsWith("/api/v3") ? "/api/v3" : ""}`;
}

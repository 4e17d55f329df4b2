// The verification site: static files that any web server gives (web/README.md).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/result.h"

namespace hocba::publish {

struct File {
    std::string path;  // within the site: "trust/status.jws"
    std::string bytes;
};

/// Every file below `folder`, in the order of their paths. Fault::io.
Result<std::vector<File>> files_below(const std::filesystem::path& folder);

/// `_headers` (as Netlify, Cloudflare Pages and others read it) and README.txt with the same for nginx,
/// Apache and Caddy: content security policy, caching.
std::vector<File> server_files();

/// The dictionary (docs/seal-format.md) with the forms that an earlier one has and it lacks: seals of a form
/// that is no longer issued stay readable.
Json with_earlier_forms(Json dictionary, const Json& earlier);

/// The site that lies in `folder`, if any: its forms.json. Fault::usage if the folder holds something else.
Result<Json> forms_at(const std::filesystem::path& folder);

/// Written beside its place and put there in one step: a visitor sees the old site or the new one. SHA256SUMS
/// names every file (`sha256sum -c`). The same files give the same bytes. Fault::io; Fault::usage as
/// forms_at().
Result<void> write_site(std::vector<File> files, const std::filesystem::path& folder);

}  // namespace hocba::publish

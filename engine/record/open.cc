// RECORD of the command line: files, folders and standard input as records that are read but not yet checked.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <system_error>

#include "engine/base/file.h"
#include "engine/record/record.h"
#include "engine/record/size.h"
#include "engine/record/xml_source.h"

namespace hocba::record {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 3> kExtensions{".json", ".ndjson", ".xml"};

/// A line has no lines of its own: "class.ndjson:12:1:5" becomes "class.ndjson:12:5".
Result<Json> read_line(std::string_view line, const std::string& place) {
    Result<Json> json = read_record(line, place);
    if (json) return json;
    Error error = std::move(json).error();
    const std::string first = place + ":1:";
    for (Problem& problem : error.problems)
        if (problem.where.starts_with(first))
            problem.where = place + ":" + problem.where.substr(first.size());
    return tl::unexpected(std::move(error));
}

void append_lines(std::string_view bytes, const std::string& name, std::vector<Source>& sources) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    for (std::size_t number = 1; !bytes.empty(); ++number) {
        const auto end = bytes.find('\n');
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        const std::string place = fmt::format("{}:{}", name, number);
        sources.push_back({place, read_line(line, place)});
    }
}

std::uintmax_t limit_of(const fs::path& path) {
    constexpr std::uintmax_t kLargestClassFile = 1ULL << 30;
    if (path.extension() == ".xml") return kLargestXml;
    return path.extension() == ".json" ? kLargestRead : kLargestClassFile;
}

Result<std::vector<Source>> open_file(const fs::path& path) {
    const std::string name = path.string();
    const Result<std::string> bytes = read_file(path, limit_of(path));
    if (!bytes) return tl::unexpected(bytes.error());
    std::vector<Source> sources;
    if (path.extension() == ".ndjson")
        append_lines(*bytes, name, sources);
    else if (path.extension() == ".xml")
        sources.push_back({name, from_moet_xml(*bytes, name)});
    else
        sources.push_back({name, read_record(*bytes, name)});
    return sources;
}

tl::unexpected<Error> nothing_in(const std::string& path) {
    return fail(Fault::io, path, {"Không có hồ sơ nào", "there is no record here"},
                {"Cần tệp .json, .ndjson hoặc .xml của Bộ", "give a .json, an .ndjson or a MOET .xml"});
}

Result<std::vector<Source>> open_folder(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const char* extension : kExtensions) {
        Result<std::vector<fs::path>> found = files_in(folder, extension);
        if (!found) return forward(std::move(found));
        files.insert(files.end(), found->begin(), found->end());
    }
    std::sort(files.begin(), files.end());
    std::vector<Source> sources;
    for (const fs::path& file : files) {
        Result<std::vector<Source>> opened = open_file(file);
        if (!opened) {
            sources.push_back({file.string(), forward(std::move(opened))});
            continue;
        }
        for (Source& source : *opened) sources.push_back(std::move(source));
    }
    if (sources.empty()) return nothing_in(folder.string());
    return sources;
}

Result<std::vector<Source>> open_standard_input() {
    constexpr std::size_t kMost = std::size_t{1} << 30;
    std::string bytes;
    std::array<char, 65536> buffer{};
    while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
        bytes.append(buffer.data(), n);
        if (bytes.size() > kMost)
            return fail(Fault::io, "-", {"Dữ liệu vào lớn hơn 1 GiB", "standard input is larger than 1 GiB"});
    }
    std::vector<Source> sources;
    append_lines(bytes, "-", sources);
    if (sources.empty()) return nothing_in("-");
    return sources;
}

bool known_extension(const fs::path& path) {
    for (const char* extension : kExtensions)
        if (path.extension() == extension) return true;
    return false;
}

}  // namespace

Result<std::vector<Source>> open(const std::string& path) {
    if (path == "-") return open_standard_input();
    std::error_code code;
    if (fs::is_directory(path, code)) return open_folder(path);
    if (fs::exists(path, code) && !known_extension(path)) return nothing_in(path);
    Result<std::vector<Source>> sources = open_file(path);
    if (sources && sources->empty()) return nothing_in(path);
    return sources;
}

}  // namespace hocba::record

// The walls of the house: the table of engine/README.md against every #include, and the size of every file.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kSource = HOCBA_SOURCE;

struct Room {
    std::vector<std::string> rooms, headers;  // beginnings of what it may include
};

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> all;
    for (std::string word; stream >> word;)
        if (word != "–") all.push_back(word);
    return all;
}

/// The table under "## Rooms": | room | may include | third-party headers |
std::map<std::string, Room> table() {
    std::ifstream file(kSource / "engine" / "README.md");
    std::map<std::string, Room> rooms;
    bool reached = false;
    for (std::string line; std::getline(file, line);) {
        reached |= line == "## Rooms";
        if (!reached || !line.starts_with("| ") || line.starts_with("| room")) continue;
        std::istringstream cells(line.substr(1));
        std::string name, may, headers;
        std::getline(cells, name, '|');
        std::getline(cells, may, '|');
        std::getline(cells, headers, '|');
        rooms[words(name).at(0)] = {words(may), words(headers)};
    }
    return rooms;
}

bool is_source(const fs::path& path) {
    return path.extension() == ".cc" || path.extension() == ".h";
}

std::vector<fs::path> sources(const std::vector<std::string>& folders) {
    std::vector<fs::path> all;
    for (const std::string& folder : folders)
        for (const auto& entry : fs::recursive_directory_iterator(kSource / folder))
            if (entry.is_regular_file() && is_source(entry.path()) &&
                entry.path().string().find("node_modules") == std::string::npos)
                all.push_back(entry.path());
    return all;
}

struct Include {
    std::string name;
    bool ours = false;
};

std::vector<Include> includes_of(const fs::path& path) {
    std::ifstream file(path);
    std::vector<Include> all;
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("#include ")) continue;
        const char close = line[9] == '"' ? '"' : line[9] == '<' ? '>' : '\0';
        if (close == '\0')
            all.push_back({line.substr(9)});  // a macro: FT_FREETYPE_H
        else
            all.push_back({line.substr(10, line.find(close, 10) - 10), close == '"'});
    }
    return all;
}

bool begins_with_one_of(const std::string& name, const std::vector<std::string>& beginnings) {
    for (const std::string& beginning : beginnings) {
        const bool whole = beginning.ends_with('/') || beginning.find('.') != std::string::npos ||
                           beginning.find('/') == std::string::npos;
        if (name.starts_with(whole ? beginning : beginning + "/")) return true;
    }
    return false;
}

/// The standard library, POSIX and Linux have no '.' or lie in sys/ or are listed here.
bool is_system(const std::string& name) {
    static const std::vector<std::string> kPosix{"fcntl.h",   "unistd.h", "termios.h",      "spawn.h",
                                                 "fnmatch.h", "signal.h", "poll.h",         "sys/",
                                                 "linux/",    "fmt/",     "tl/expected.hpp"};
    return (name.find('.') == std::string::npos && name.find('/') == std::string::npos &&
            !name.starts_with("FT_")) ||
           begins_with_one_of(name, kPosix);
}

}  // namespace

TEST_CASE("every include is one that the table of engine/README.md allows") {
    const auto rooms = table();
    REQUIRE(rooms.size() == 19);
    std::size_t seen = 0;
    for (const fs::path& path : sources({"engine", "archive", "cli"})) {
        const std::string file = fs::relative(path, kSource).string();
        const std::string room = fs::relative(path.parent_path(), kSource).string();
        INFO(file);
        REQUIRE(rooms.contains(room));
        for (const Include& include : includes_of(path)) {
            INFO(include.name);
            ++seen;
            if (include.ours)
                CHECK((include.name.starts_with(room + "/") ||
                       begins_with_one_of(include.name, rooms.at(room).rooms)));
            else
                CHECK((is_system(include.name) || begins_with_one_of(include.name, rooms.at(room).headers)));
        }
    }
    CHECK(seen > 300);
}

TEST_CASE("no room hands third-party headers on to another, and PoDoFo is included by podofo.h alone") {
    std::map<std::string, std::string> room_of_leaky_header;  // "engine/form/source.h" → "engine/form"
    const auto files = sources({"engine", "archive", "cli"});
    for (const fs::path& path : files)
        for (const Include& include : includes_of(path)) {
            INFO(path << ' ' << include.name);
            if (include.name.starts_with("podofo/")) CHECK(path.filename() == "podofo.h");
            if (path.extension() == ".h" && !include.ours && !is_system(include.name))
                room_of_leaky_header[fs::relative(path, kSource)] = fs::relative(path.parent_path(), kSource);
        }
    CHECK(room_of_leaky_header.contains("engine/pdf/podofo.h"));
    for (const fs::path& path : files)
        for (const Include& include : includes_of(path)) {
            const auto leaky = room_of_leaky_header.find(include.name);
            INFO(path << ' ' << include.name);
            if (leaky != room_of_leaky_header.end())
                CHECK(fs::relative(path.parent_path(), kSource) == leaky->second);
        }
}

TEST_CASE("every source file stays under 400 lines") {
    for (const fs::path& path : sources({"engine", "archive", "cli", "tests"})) {
        std::ifstream file(path);
        std::size_t lines = 0;
        for (std::string line; std::getline(file, line);) ++lines;
        INFO(path);
        CHECK(lines < 400);
    }
}

TEST_CASE("the tree speaks of itself alone: no machine path, no registry host") {
    std::size_t seen = 0;
    for (const char* folder :
         {"engine", "archive", "cli", "tests", "scripts", "templates", "fonts", "samples"})
        for (const auto& entry : fs::recursive_directory_iterator(kSource / folder)) {
            const std::string path = entry.path().string();
            if (!entry.is_regular_file() || path.find("node_modules") != std::string::npos) continue;
            std::ifstream file(entry.path(), std::ios::binary);
            const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
            INFO(path);
            ++seen;
            CHECK(text.find("/wo"
                            "rk/") == std::string::npos);
            CHECK(text.find("\"resol"
                            "ved\"") == std::string::npos);
        }
    CHECK(seen > 50);
}

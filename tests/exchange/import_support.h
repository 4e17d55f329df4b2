// Mappings and sheets that the tests import.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/exchange/import.h"

namespace hocba::exchange {

std::string source(const std::string& path);
void put(const std::filesystem::path& path, const std::string& bytes);

/// The schema of the primary form.
const record::Schema& primary();

/// What samples/csv/nhap.toml says, for the sheets of `folder`; names of people get their capitals if asked.
Mapping class_2a(const std::filesystem::path& folder, const std::string& encoding = "",
                 bool capitals = false);
std::vector<std::string> sheets_of_2a();

/// One sheet of a few columns; everything else that the form requires is constant.
Mapping one_sheet(const std::filesystem::path& file);
/// Its header and one good row.
inline constexpr const char* kHeader =
    "Mã học sinh,Số định danh,Họ và tên,Ngày sinh,Giới tính,Toán,Điểm Toán,Nhận xét\n";
inline constexpr const char* kGoodRow = "HS01,001217000231,Nguyễn Văn A,05/9/2017,Nam,T,9,Tính toán nhanh.\n";

/// UUIDs that depend on the key alone.
std::string uuid_of(const std::string& key);

/// The import of one sheet of this text, and the problems' lines: "lop.csv:2:4 (Ngày sinh): …", in English.
Import imported(const std::string& csv);
std::vector<std::string> lines(const std::vector<Problem>& problems);
std::vector<std::string> lines(const std::vector<Rejected>& rejected);

}  // namespace hocba::exchange

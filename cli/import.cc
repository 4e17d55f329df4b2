// hocba import: what others have, as records.
#include "cli/program.h"

namespace hocba::cli {

void add_import(Program& program) {
    CLI::App* parent =
        program.app.add_subcommand("import", "lấy hồ sơ từ dữ liệu khác / records from other data");
    parent->require_subcommand(1);
    parent->fallthrough();
    add_import_package(program, *parent);
}

}  // namespace hocba::cli

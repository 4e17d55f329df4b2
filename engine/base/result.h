// A stage's answer: its value, or who must act and on what.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace hocba {

/// One sentence in the two languages of the product: for the clerk (Vietnamese) and for the operator
/// (English).
struct Text {
    std::string vi;
    std::string en;
};

/// Who must act. The value is the exit code of the program; Fault::none is never part of an Error.
enum class Fault {
    none = 0,
    document = 1,     // verify: an input is not valid; the office
    record = 2,       // the data clerk
    form = 3,         // the form's author
    font = 4,         // the operator: missing glyph or font
    conformance = 5,  // the form's author: would not be PDF/A or PDF/UA
    signing = 6,      // the signer: key, PIN, certificate
    archive = 7,      // the archivist: damage
    io = 8,           // the operator: a file cannot be opened or written
    usage = 64,       // whoever typed the command
};

/// `where` is an address a person can open: `form.xml:31:9`, `record.json/subjects/0`, `page 3, 12 mm 140
/// mm`, `object 44 0`. `hint` says what to do next; it may be empty.
struct Problem {
    std::string where;
    Text what;
    Text hint = {};
};

struct Error {
    Fault fault = Fault::io;
    std::vector<Problem> problems;
};

template <class T>
using Result = tl::expected<T, Error>;

/// A failed Result with one problem.
inline tl::unexpected<Error> fail(Fault fault, std::string where, Text what, Text hint = {}) {
    return tl::unexpected(Error{fault, {Problem{std::move(where), std::move(what), std::move(hint)}}});
}

/// Hands the error of one Result on as the error of another.
template <class T>
tl::unexpected<Error> forward(Result<T>&& failed) {
    return tl::unexpected(std::move(failed).error());
}

}  // namespace hocba

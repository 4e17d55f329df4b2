// Ownership of a C library's object in one line: using BioPtr = Handle<BIO, BIO_free_all>;
#pragma once

#include <memory>

namespace hocba {

template <auto Free>
struct Freer {
    template <class T>
    void operator()(T* object) const {
        (void)Free(object);
    }
};

template <class T, auto Free>
using Handle = std::unique_ptr<T, Freer<Free>>;

}  // namespace hocba

#pragma once

// Errors as values. Everything that comes from outside (a scan, XML, a network, a database, a person) is answered
// with Result<T>; a programmer's mistake is an assert.

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace toitsu {

// The class of an error. The command line's exit code follows from it (docs/errors.md); the code names the one error.
enum class ErrorKind {
    usage,        // the caller asked for something that does not exist or contradicts itself
    input,        // a file from outside is broken, empty, of the wrong type or encrypted
    schema,       // a template (form, layout, flow, decision, binding) is wrong
    notFound,     // what was named is not there
    refused,      // understood, and not allowed (a page that cannot be placed safely, a task held by somebody else)
    conflict,     // somebody else changed it first
    limit,        // larger than the configured limit: pixels, pages, bytes, depth
    unavailable,  // a backend, a database or a program does not answer; trying again may help
    internal,     // a defect of ours
};

// Where something is: a file with line and column (1-based, columns count characters), or a page of a scan (1-based).
struct Place {
    std::string file;
    int line = 0;
    int column = 0;
    int page = 0;

    std::string text() const;  // "a.xml:12:5", "a.tif (page 3)", "" when nothing is known
};

enum class Language { ja, en };

// The language that LC_ALL, LC_MESSAGES or LANG asks for: Japanese for ja*, English for anything else.
Language userLanguage();

// One sentence in both languages. It says what is wrong and what to do next, and never holds personal data.
struct Wording {
    std::string ja;
    std::string en;

    const std::string& in(Language language) const { return language == Language::ja ? ja : en; }
};

struct Error {
    ErrorKind kind = ErrorKind::internal;
    std::string code;  // one letter for the part, three digits: X base/XML, F forms, S scans, W flows, B backends, R
                       // rules, C command line, V station and server
    Wording message;
    Place place;

    // "a.xml:12:5: error F012: …" – the form that editors and CI systems recognise.
    std::string text(Language language) const;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorKind kind, std::string code, Wording message, Place place = {}) {
    return tl::unexpected<Error>(Error{kind, std::move(code), std::move(message), std::move(place)});
}

inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

}  // namespace toitsu

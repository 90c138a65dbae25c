#pragma once

// Errors as application/problem+json (RFC 9457): {type, title, status, code, detail: {ja, en}, place?}.

#include "apps/server/http_message.h"
#include "base/result.h"

namespace toitsu::server {

int statusOf(const Error& error);  // by its code where HTTP has a word of its own, otherwise by its kind
Response problem(const Error& error);
Response problem(const Error& error, int status);

std::string_view statusTitle(int status);  // "Not Found"

// The errors that the server itself answers with.
Error notUnderstood();     // V001 400: target, head or JSON
Error noSuchPath();        // V002 404
Error methodNotAllowed();  // V003 405
Error bodyTooLarge();      // V004 413
Error wrongMediaType();    // V005 415
Error headTooLarge();      // V006 431
Error tooBusy();           // V007 503
Error defect();            // V008 500
Error wrongHost();         // V009 421
Error notSignedIn();       // V010 401
Error notPermitted();      // V011 403
Error otherOrigin();       // V012 403
Error mustSetPassword();   // V016 403

}  // namespace toitsu::server

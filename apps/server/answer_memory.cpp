#include "apps/server/answer_memory.h"

namespace toitsu::server {

Error stillAtWork() {
    return {ErrorKind::conflict,
            "V020",
            {"同じ要求がまだ処理中です。少し待ってから同じ Idempotency-Key でやり直してください",
             "that very request is still at work; wait a little and send it again with the same Idempotency-Key"},
            {}};
}

Error keyUsedTwice() {
    return {ErrorKind::conflict,
            "V021",
            {"この Idempotency-Key は別の要求に使われています。新しい値を使ってください",
             "that Idempotency-Key was used for another request; use a new one"},
            {}};
}

}  // namespace toitsu::server

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TRACE_SEQ_H
#define _LINUX_TRACE_SEQ_H

#include <linux/types.h>

struct trace_seq;

#endif /* _LINUX_TRACE_SEQ_H */

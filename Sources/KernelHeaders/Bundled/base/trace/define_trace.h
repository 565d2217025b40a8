/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _TRACE_DEFINE_TRACE_H
#define _TRACE_DEFINE_TRACE_H

/* The events of a trace header are complete where it declares them; see linux/tracepoint.h. */

#endif /* _TRACE_DEFINE_TRACE_H */

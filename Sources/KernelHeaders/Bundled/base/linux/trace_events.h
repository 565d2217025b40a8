/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TRACE_EVENTS_H
#define _LINUX_TRACE_EVENTS_H

#include <linux/trace_seq.h>
#include <linux/tracepoint.h>
#include <linux/hardirq.h>
#include <linux/percpu.h>
#include <linux/perf_event.h>

struct trace_event_call;

#endif /* _LINUX_TRACE_EVENTS_H */

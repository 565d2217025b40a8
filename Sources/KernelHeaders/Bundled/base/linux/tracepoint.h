/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_TRACEPOINT_H
#define _LINUX_TRACEPOINT_H

#include <linux/types.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/rcupdate.h>
#include <linux/smp.h>
#include <linux/srcu.h>

/* An event is a function that does nothing: drivers call trace_<name>(). */
#define TP_PROTO(args...)		args
#define TP_ARGS(args...)		args
#define TP_CONDITION(args...)		args
#define DECLARE_TRACE(name, proto, args)			\
	static inline void __maybe_unused trace_##name(proto)	\
	{							\
	}							\
	static inline bool __maybe_unused trace_##name##_enabled(void) \
	{							\
		return false;					\
	}							\
	struct __tracepoint_##name
#define DECLARE_EVENT_CLASS(name, proto, args, tstruct, assign, print) \
	struct __trace_class_##name
#define DEFINE_EVENT(template, name, proto, args) \
	DECLARE_TRACE(name, TP_PROTO(proto), TP_ARGS(args))
#define DEFINE_EVENT_PRINT(template, name, proto, args, print) \
	DECLARE_TRACE(name, TP_PROTO(proto), TP_ARGS(args))
#define DEFINE_EVENT_CONDITION(template, name, proto, args, cond) \
	DECLARE_TRACE(name, TP_PROTO(proto), TP_ARGS(args))
#define TRACE_EVENT(name, proto, args, tstruct, assign, print) \
	DECLARE_TRACE(name, TP_PROTO(proto), TP_ARGS(args))
#define TRACE_EVENT_CONDITION(name, proto, args, cond, tstruct, assign, print) \
	DECLARE_TRACE(name, TP_PROTO(proto), TP_ARGS(args))
#define TRACE_DEFINE_ENUM(a)
#define EXPORT_TRACEPOINT_SYMBOL(name)		struct __tracepoint_##name
#define EXPORT_TRACEPOINT_SYMBOL_GPL(name)	struct __tracepoint_##name

#endif /* _LINUX_TRACEPOINT_H */

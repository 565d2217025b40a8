/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_PERF_EVENT_H
#define _UAPI_LINUX_PERF_EVENT_H

#include <linux/types.h>
#include <linux/ioctl.h>

struct perf_event_attr {
	__u32 type;
	__u32 size;
	__u64 config;
	union {
		__u64 sample_period;
		__u64 sample_freq;
	};
	__u64 sample_type;
	__u64 read_format;
	__u64 disabled:1,
	      inherit:1,
	      pinned:1,
	      exclusive:1,
	      exclude_user:1,
	      exclude_kernel:1,
	      exclude_hv:1,
	      exclude_idle:1,
	      exclude_host:1,
	      exclude_guest:1;
	__u64 config1;
	__u64 config2;
};

#endif /* _UAPI_LINUX_PERF_EVENT_H */

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_IF_XDP_H
#define _UAPI_LINUX_IF_XDP_H

#include <linux/types.h>

struct xdp_desc {
	__u64 addr;
	__u32 len;
	__u32 options;
};

#endif /* _UAPI_LINUX_IF_XDP_H */

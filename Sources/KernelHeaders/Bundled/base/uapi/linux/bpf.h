/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_BPF_H
#define _UAPI_LINUX_BPF_H

#include <linux/types.h>

#define XDP_PACKET_HEADROOM	256

enum xdp_action {
	XDP_ABORTED = 0,
	XDP_DROP,
	XDP_PASS,
	XDP_TX,
	XDP_REDIRECT
};

#endif /* _UAPI_LINUX_BPF_H */

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BPF_TRACE_H
#define _LINUX_BPF_TRACE_H

#include <linux/types.h>

struct bpf_prog;
struct net_device;
void trace_xdp_exception(const struct net_device *dev, const struct bpf_prog *xdp, u32 act);

#endif /* _LINUX_BPF_TRACE_H */

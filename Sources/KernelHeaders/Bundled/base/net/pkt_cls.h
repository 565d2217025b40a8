/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_PKT_CLS_H
#define _NET_PKT_CLS_H

#include <net/pkt_sched.h>

struct flow_cls_offload;

#endif /* _NET_PKT_CLS_H */

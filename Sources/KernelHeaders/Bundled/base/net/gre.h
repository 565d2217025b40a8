/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_GRE_H
#define _NET_GRE_H

#include <linux/skbuff.h>

struct gre_base_hdr {
	__be16 flags;
	__be16 protocol;
};

#endif /* _NET_GRE_H */

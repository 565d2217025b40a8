/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_DST_METADATA_H
#define _NET_DST_METADATA_H

#include <linux/skbuff.h>

struct metadata_dst;

#endif /* _NET_DST_METADATA_H */

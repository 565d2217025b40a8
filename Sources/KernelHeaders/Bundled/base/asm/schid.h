/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SCHID_H
#define _ASM_SCHID_H

#include <linux/types.h>

struct subchannel_id {
	u32 cssid:8;
	u32 :4;
	u32 m:1;
	u32 ssid:2;
	u32 one:1;
	u32 sch_no:16;
} __attribute__((packed, aligned(4)));

#endif /* _ASM_SCHID_H */

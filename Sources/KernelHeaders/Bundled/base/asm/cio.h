/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_CIO_H
#define _ASM_CIO_H

#include <linux/types.h>

struct ccw_dev_id {
	u8 ssid;
	u16 devno;
};

#endif /* _ASM_CIO_H */

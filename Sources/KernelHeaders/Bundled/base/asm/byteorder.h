/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_BYTEORDER_H
#define _ASM_BYTEORDER_H

#include <uapi/linux/byteorder/byteorder.h>

#endif /* _ASM_BYTEORDER_H */

/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_MAJOR_H
#define _UAPI_LINUX_MAJOR_H

#define MISC_MAJOR	10

#endif /* _UAPI_LINUX_MAJOR_H */

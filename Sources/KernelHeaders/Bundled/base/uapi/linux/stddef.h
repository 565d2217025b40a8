/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_STDDEF_H
#define _UAPI_LINUX_STDDEF_H

#endif /* _UAPI_LINUX_STDDEF_H */

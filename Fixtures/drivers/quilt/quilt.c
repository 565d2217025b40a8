// SPDX-License-Identifier: GPL-2.0
/*
 * quilt - mediated patches
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct quilt {
    struct mutex lock;
    u8 regs[64];
};

static struct device *quilt_parent;

static int quilt_create(struct kobject *kobj, struct mdev_device *mdev) {
/*~ B-01 quilt_create */
    struct quilt *s;

    s = kzalloc(sizeof(*s), GFP_KERNEL);
    if (!s)
        return -ENOMEM;
    mutex_init(&s->lock);
    mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
    return 0;
}

static int quilt_remove(struct mdev_device *mdev) {
    struct quilt *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

    kfree(s);
    return 0;
}

static int quilt_open(struct mdev_device *mdev) {
    return 0;
}

static void quilt_release(struct mdev_device *mdev) {
}

static ssize_t quilt_read(struct mdev_device *mdev, char __user *buf,
              size_t count, loff_t *ppos) {
    struct quilt *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
    ssize_t ret;

    mutex_lock(&s->lock);
    ret = simple_read_from_buffer(buf, count, ppos, s->regs,
                      sizeof(s->regs));
    mutex_unlock(&s->lock);
    return ret;
}

static ssize_t quilt_write(struct mdev_device *mdev, const char __user *buf,
               size_t count, loff_t *ppos) {
    struct quilt *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
    ssize_t ret;

    mutex_lock(&s->lock);
    ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
                     count);
    mutex_unlock(&s->lock);
    return ret;
}

static long quilt_ioctl(struct mdev_device *mdev, unsigned int cmd,
            unsigned long arg) {
    struct quilt *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

    switch (cmd) {
    case VFIO_DEVICE_RESET:
        memset(s->regs, 0, sizeof(s->regs));
        return 0;
    default:
        return -ENOTTY;
    }
}

static int quilt_mmap(struct mdev_device *mdev, struct vm_area_struct *vma) {
    return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf) {
/*~ B-03 name_show */
    return sprintf(buf, "quilt\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
                   char *buf) {
    return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *quilt_type_attrs[] = {
    &mdev_type_attr_name.attr,
    &mdev_type_attr_device_api.attr,
    NULL,
};

static struct attribute_group quilt_type_group = {
    .name = "1",
    .attrs = quilt_type_attrs,
};

static struct attribute_group *quilt_type_groups[] = {
    &quilt_type_group,
    NULL,
};

static const struct mdev_parent_ops quilt_ops = {
/*~ M-16 mdev_parent_ops */
    .owner = THIS_MODULE,
/*~ M-16 owner */
    .supported_type_groups = quilt_type_groups,
/*~ M-14 supported_type_groups */
    .create = quilt_create,
/*~ M-02 create */
    .remove = quilt_remove,
/*~ M-05 remove */
    .open = quilt_open,
/*~ M-10 open */
    .release = quilt_release,
/*~ M-10 release */
    .read = quilt_read,
/*~ M-10 read */
    .write = quilt_write,
/*~ M-10 write */
    .ioctl = quilt_ioctl,
/*~ M-10 ioctl */
    .mmap = quilt_mmap,
/*~ M-10 mmap */
};

static int __init quilt_init(void) {
    int ret;

    quilt_parent = root_device_register("quilt");
    if (IS_ERR(quilt_parent))
        return PTR_ERR(quilt_parent);

    ret = mdev_register_device(quilt_parent, &quilt_ops);
/*~ M-17 mdev_register_device */
    if (ret) {
        root_device_unregister(quilt_parent);
        return ret;
    }
    return 0;
}

static void __exit quilt_exit(void) {
    mdev_unregister_device(quilt_parent);
/*~ M-19 mdev_unregister_device */
    root_device_unregister(quilt_parent);
}

module_init(quilt_init);
module_exit(quilt_exit);

MODULE_LICENSE("GPL v2");

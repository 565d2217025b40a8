// SPDX-License-Identifier: GPL-2.0
/*
 * cairn - mediated heaps of stones
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct cairn {
	struct mutex lock;
	void *q[4];
	u8 regs[64];
};

static struct device *cairn_parent;

static int cairn_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 cairn_create */
{
	struct cairn *s;
	int i, ret = -ENOMEM;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	for (i = 0; i < 4; i++) {
		s->q[i] = vmalloc(4096);
		if (!s->q[i])
			goto err;
	}
	for (i = 0; i < 2; i++)
		s->regs[i] = i;
	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	return 0;
err:
	while (i--)
		vfree(s->q[i]);
	kfree(s);
	return ret;
}

static int cairn_remove(struct mdev_device *mdev)
{
	struct cairn *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	int i = 4;

	while (i--)
		vfree(s->q[i]);
	kfree(s);
	return 0;
}

static int cairn_open(struct mdev_device *mdev)
{
	return 0;
}

static void cairn_release(struct mdev_device *mdev)
{
}

static ssize_t cairn_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct cairn *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t cairn_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct cairn *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long cairn_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct cairn *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int cairn_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "cairn\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *cairn_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group cairn_type_group = {
	.name = "1",
	.attrs = cairn_type_attrs,
};

static struct attribute_group *cairn_type_groups[] = {
	&cairn_type_group,
	NULL,
};

static const struct mdev_parent_ops cairn_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = cairn_type_groups,
/*~ M-14 supported_type_groups */
	.create = cairn_create,
/*~ M-02 create */
	.remove = cairn_remove,
/*~ M-05 remove */
	.open = cairn_open,
/*~ M-10 open */
	.release = cairn_release,
/*~ M-10 release */
	.read = cairn_read,
/*~ M-10 read */
	.write = cairn_write,
/*~ M-10 write */
	.ioctl = cairn_ioctl,
/*~ M-10 ioctl */
	.mmap = cairn_mmap,
/*~ M-10 mmap */
};

static int __init cairn_init(void)
{
	int ret;

	cairn_parent = root_device_register("cairn");
	if (IS_ERR(cairn_parent))
		return PTR_ERR(cairn_parent);

	ret = mdev_register_device(cairn_parent, &cairn_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(cairn_parent);
		return ret;
	}
	return 0;
}

static void __exit cairn_exit(void)
{
	mdev_unregister_device(cairn_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(cairn_parent);
}

module_init(cairn_init);
module_exit(cairn_exit);

MODULE_LICENSE("GPL v2");

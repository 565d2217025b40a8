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
	struct vfio_device vdev;
	struct mutex lock;
	void *q[4];
	u8 regs[64];
};

static struct device *cairn_parent;

static const struct vfio_device_ops cairn_dev_ops;
static void cairn_release_state(struct cairn *s);

static int cairn_probe(struct mdev_device *mdev)
{
	struct cairn *s;
	int i, ret = -ENOMEM;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;

	vfio_init_group_dev(&s->vdev, &mdev->dev, &cairn_dev_ops);

	mutex_init(&s->lock);
	for (i = 0; i < 4; i++) {
		s->q[i] = vmalloc(4096);
		if (!s->q[i])
			goto err;
	}
	for (i = 0; i < 2; i++)
		s->regs[i] = i;
	dev_set_drvdata(&mdev->dev, s);

	ret = vfio_register_group_dev(&s->vdev);
	if (ret) {
		cairn_release_state(s);
		return ret;
	}

	return 0;
err:
	while (i--)
		vfree(s->q[i]);
	vfio_uninit_group_dev(&s->vdev);
	kfree(s);
	return ret;
}

static void cairn_release_state(struct cairn *s)
{
	int i = 4;

	while (i--)
		vfree(s->q[i]);
	vfio_uninit_group_dev(&s->vdev);
	kfree(s);
}

static void cairn_remove(struct mdev_device *mdev)
{
	struct cairn *s = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&s->vdev);
	cairn_release_state(s);
}

static ssize_t cairn_read(struct vfio_device *vdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct cairn *s = container_of(vdev, struct cairn, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t cairn_write(struct vfio_device *vdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct cairn *s = container_of(vdev, struct cairn, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long cairn_ioctl(struct vfio_device *vdev, unsigned int cmd,
		    unsigned long arg)
{
	struct cairn *s = container_of(vdev, struct cairn, vdev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int cairn_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "cairn\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops cairn_dev_ops = {
	.name = "vfio-cairn",
	.read = cairn_read,
	.write = cairn_write,
	.ioctl = cairn_ioctl,
	.mmap = cairn_mmap,
};

static struct mdev_driver cairn_driver = {
	.driver = {
		.name = "cairn",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = cairn_probe,
	.remove = cairn_remove,
};

static const struct mdev_parent_ops cairn_ops = {
	.owner = THIS_MODULE,
	.device_driver = &cairn_driver,
	.supported_type_groups = cairn_type_groups,
};

static int __init cairn_init(void)
{
	int ret;

	cairn_parent = root_device_register("cairn");
	if (IS_ERR(cairn_parent))
		return PTR_ERR(cairn_parent);

	ret = mdev_register_driver(&cairn_driver);
	if (ret) {
		root_device_unregister(cairn_parent);
		return ret;
	}

	ret = mdev_register_device(cairn_parent, &cairn_ops);
	if (ret) {
		mdev_unregister_driver(&cairn_driver);
		root_device_unregister(cairn_parent);
		return ret;
	}
	return 0;
}

static void __exit cairn_exit(void)
{
	mdev_unregister_device(cairn_parent);
	mdev_unregister_driver(&cairn_driver);
	root_device_unregister(cairn_parent);
}

module_init(cairn_init);
module_exit(cairn_exit);

MODULE_LICENSE("GPL v2");

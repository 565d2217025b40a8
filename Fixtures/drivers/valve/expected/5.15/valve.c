// SPDX-License-Identifier: GPL-2.0
/*
 * valve - mediated valves
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

struct valve {
	struct vfio_device vdev;
	struct mutex lock;
	u8 regs[64];
};

static struct device *valve_parent;

static const struct vfio_device_ops valve_dev_ops;

static int valve_probe(struct mdev_device *mdev)
{
	struct valve *s;
	int ret;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;

	vfio_init_group_dev(&s->vdev, &mdev->dev, &valve_dev_ops);

	mutex_init(&s->lock);
	ret = mutex_lock_interruptible(&s->lock);
	if (ret)
		goto err_free;
	mutex_unlock(&s->lock);

	dev_set_drvdata(&mdev->dev, s);

	ret = vfio_register_group_dev(&s->vdev);
	if (ret)
		goto err_free;

	return 0;

err_free:
	vfio_uninit_group_dev(&s->vdev);
	kfree(s);
	return ret;
}

static void valve_remove(struct mdev_device *mdev)
{
	struct valve *s = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&s->vdev);
	vfio_uninit_group_dev(&s->vdev);
	kfree(s);
}

static ssize_t valve_read(struct vfio_device *vdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct valve *s = container_of(vdev, struct valve, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t valve_write(struct vfio_device *vdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct valve *s = container_of(vdev, struct valve, vdev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long valve_ioctl(struct vfio_device *vdev, unsigned int cmd,
		    unsigned long arg)
{
	struct valve *s = container_of(vdev, struct valve, vdev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int valve_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "valve\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *valve_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group valve_type_group = {
	.name = "1",
	.attrs = valve_type_attrs,
};

static struct attribute_group *valve_type_groups[] = {
	&valve_type_group,
	NULL,
};

static const struct vfio_device_ops valve_dev_ops = {
	.name = "vfio-valve",
	.read = valve_read,
	.write = valve_write,
	.ioctl = valve_ioctl,
	.mmap = valve_mmap,
};

static struct mdev_driver valve_driver = {
	.driver = {
		.name = "valve",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = valve_probe,
	.remove = valve_remove,
};

static const struct mdev_parent_ops valve_ops = {
	.owner = THIS_MODULE,
	.device_driver = &valve_driver,
	.supported_type_groups = valve_type_groups,
};

static int __init valve_init(void)
{
	int ret;

	valve_parent = root_device_register("valve");
	if (IS_ERR(valve_parent))
		return PTR_ERR(valve_parent);

	ret = mdev_register_driver(&valve_driver);
	if (ret) {
		root_device_unregister(valve_parent);
		return ret;
	}

	ret = mdev_register_device(valve_parent, &valve_ops);
	if (ret) {
		mdev_unregister_driver(&valve_driver);
		root_device_unregister(valve_parent);
		return ret;
	}
	return 0;
}

static void __exit valve_exit(void)
{
	mdev_unregister_device(valve_parent);
	mdev_unregister_driver(&valve_driver);
	root_device_unregister(valve_parent);
}

module_init(valve_init);
module_exit(valve_exit);

MODULE_LICENSE("GPL v2");
